import { invalidArgument } from '@bodybroker/domain';
import { nextRun, parseCron } from './cron.js';

/** What becomes of missed runs. */
export const CATCH_UPS = ['ALL', 'LAST', 'SKIP'] as const;
export type CatchUp = (typeof CATCH_UPS)[number];

export type Timing =
  | { readonly kind: 'once'; readonly atGms: number }
  | {
      readonly kind: 'cron';
      /** See parseCron. */
      readonly rule: string;
    };

/** Something to be published when the clock gets there. */
export interface ScheduledEvent {
  readonly id: string;
  readonly timing: Timing;
  readonly nextGms: number;
  /** Names who acts on it. */
  readonly type: string;
  readonly payload: string;
  readonly playerId: string | undefined;
  /** Undefined: without end. */
  readonly maxRuns: number | undefined;
  readonly runs: number;
  readonly catchUp: CatchUp;
}

/** What a caller asks for. */
export interface Plan extends Pick<ScheduledEvent, 'id' | 'timing' | 'type' | 'payload' | 'playerId' | 'maxRuns'> {
  /** Undefined: LAST, for a moment that is not past. */
  readonly catchUp: CatchUp | undefined;
}

/**
 * Makes the event of a plan.
 * @throws DomainError INVALID_ARGUMENT AT_GMS_PAST when its one moment is past and no catch-up would fire it; BAD_CRON
 */
export function scheduleEvent(plan: Plan, nowGms: number): ScheduledEvent {
  const catchUp = plan.catchUp ?? 'LAST';
  const { timing } = plan;
  if (timing.kind === 'cron') {
    return { ...plan, catchUp, nextGms: nextRun(parseCron(timing.rule), nowGms), runs: 0 };
  }
  if (timing.atGms < nowGms && (plan.catchUp === undefined || plan.catchUp === 'SKIP')) {
    throw invalidArgument('at_gms', 'is past', 'AT_GMS_PAST', { now_gms: String(nowGms) });
  }
  return { ...plan, catchUp, nextGms: timing.atGms, maxRuns: 1, runs: 0 };
}
