import type { DeploymentGuard } from '@bodybroker/contracts-model-management';
import type { Guard } from '../domain/deployment.js';
import { DEFAULT_MIN_SAMPLES } from '../domain/guard-verdict.js';

/** Reads a guard; undefined: there is none. */
export function toGuard(guard: DeploymentGuard | undefined): Guard | undefined {
  if (guard === undefined) return undefined;
  const { maxErrorRatio, minSamples, maxP95Ms } = guard;
  return { maxErrorRatio, minSamples: minSamples === 0 ? DEFAULT_MIN_SAMPLES : minSamples, maxP95Ms };
}
