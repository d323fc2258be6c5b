import { ScaleChanged } from '@bodybroker/contracts-time-manager';
import { createEvent, type EventOrigin } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { readClock, type WorldClock } from '../domain/world-clock.js';
import { worldFacts } from './world-facts.js';

/** A clock before and after a request set it. */
export interface ClockSetting {
  readonly worldId: string;
  /** Of the clock after the change. */
  readonly version: bigint;
  readonly before: WorldClock;
  readonly after: WorldClock;
  readonly nowMs: number;
}

/** Tells that a clock runs differently from now on. */
export function scaleChanged(
  { worldId, version, before, after, nowMs }: ClockSetting,
  origin: EventOrigin,
): OutboxEvent {
  const gms = readClock(after, nowMs);
  const { motion } = after;
  const payload: ScaleChanged = {
    worldId,
    gms: BigInt(gms),
    realMs: BigInt(nowMs),
    oldScale: before.scale,
    newScale: after.scale,
    paused: motion.state === 'paused',
    pauseReason: motion.state === 'paused' ? motion.reason : '',
  };
  const eventId = `time:${worldId}:clock:${version}`;
  return createEvent(ScaleChanged, payload, worldFacts({ worldId, eventId, gms, nowMs, origin }));
}
