import { BudgetExceeded, TargetCooledDown, TargetRecovered } from '@bodybroker/contracts-ai-router';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import type { Cooldown } from '../domain/target-stats.js';

const SOURCE = 'ai-router';

/** Tells that a target is left alone. */
export function targetCooledDown(
  modelRef: string,
  { untilMs, reason }: Cooldown,
  errorRatio: number,
  { version, clock }: { readonly version: bigint; readonly clock: Clock },
): OutgoingEvent {
  return createEvent(
    TargetCooledDown,
    { modelRef, untilMs: BigInt(untilMs), errorRatio, reason },
    { source: SOURCE, clock, entityId: modelRef, entityVersion: version },
  );
}

/** Tells that a target may be asked again. */
export function targetRecovered(
  modelRef: string,
  { version, clock }: { readonly version: bigint; readonly clock: Clock },
): OutgoingEvent {
  return createEvent(
    TargetRecovered,
    { modelRef },
    { source: SOURCE, clock, entityId: modelRef, entityVersion: version },
  );
}

/** Tells that a player's texts have cost what a day allows. */
export function budgetExceeded(
  spent: { readonly playerId: string; readonly dayMs: number; readonly costMicros: number; readonly capMicros: number },
  { version, clock }: { readonly version: bigint; readonly clock: Clock },
): OutgoingEvent {
  const { playerId, dayMs, costMicros, capMicros } = spent;
  return createEvent(
    BudgetExceeded,
    { playerId, dayMs: BigInt(dayMs), costMicros: BigInt(costMicros), capMicros: BigInt(capMicros) },
    { source: SOURCE, clock, entityId: `${playerId}/${dayMs}`, entityVersion: version },
  );
}
