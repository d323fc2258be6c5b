import { HourPassed, HoursSkipped, ScaleChanged } from '@bodybroker/contracts-time-manager';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { liveWorld } from '../workers/live-world.js';

/** With each hour that passes, or many at once, people live on. */
export const onTimePassed = (deps: Deps): Subscriber =>
  subscriber<HourPassed | HoursSkipped | ScaleChanged>({
    event: [HourPassed, HoursSkipped, ScaleChanged],
    durable: 'npc-behavior-time',
    filterSubject: 'game.time.>',
    handle: async (event, { event: { occurredAtMs } }) => {
      const { worldId } = event;
      if (!deps.worlds.ids.has(worldId)) return;
      const gms = Number('toGms' in event ? event.toGms : event.gms);
      const scale = 'newScale' in event ? { scale: event.paused ? 0 : event.newScale } : {};
      const { clock } = await deps.worlds.hear(worldId, { gms, atMs: Number(occurredAtMs), ...scale });
      // A late hour is one that everybody has lived already.
      if (gms > clock.livedGms) await liveWorld(deps, worldId, gms);
    },
  });
