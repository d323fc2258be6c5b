import { TargetState, type Target as WireTarget } from '@bodybroker/contracts-ai-router';
import type { BucketRecord } from '@bodybroker/nats-sdk';
import type { MinuteUse } from '../domain/candidate.js';
import type { Target } from '../domain/target.js';
import { errorRatio, isCooling, percentile, type TargetStats } from '../domain/target-stats.js';
import type { TargetSettings } from '../storage/target-settings.js';

/** How a target stands now. */
export interface TargetStanding {
  readonly target: Target;
  readonly stats: TargetStats;
  readonly used: Pick<MinuteUse, 'requests' | 'tokens'>;
  readonly settings: BucketRecord<TargetSettings>;
}

/** A target as the contract says it. */
export function toTargetMessage({ target, stats, used, settings }: TargetStanding, nowMs: number): WireTarget {
  const p50 = percentile(stats.ttftsMs, 0.5);
  const p95 = percentile(stats.ttftsMs, 0.95);
  return {
    modelRef: target.modelRef,
    provider: target.provider,
    status: TargetState[settings.value.state],
    errorRatio: errorRatio(stats, nowMs),
    rpmUsed: used.requests,
    rpmLimit: settings.value.requestLimit,
    tpmUsed: BigInt(used.tokens),
    tpmLimit: BigInt(settings.value.tokenLimit),
    inputMicrosPerMtok: BigInt(target.price.inputMicrosPerMtok),
    outputMicrosPerMtok: BigInt(target.price.outputMicrosPerMtok),
    contextTokens: target.contextTokens,
    version: settings.version,
    ...(p50 === undefined ? {} : { p50TtftMs: BigInt(Math.round(p50)) }),
    ...(p95 === undefined ? {} : { p95TtftMs: BigInt(Math.round(p95)) }),
    ...(isCooling(stats, nowMs) ? { cooldownUntilMs: BigInt(stats.cooldown?.untilMs ?? 0) } : {}),
  };
}
