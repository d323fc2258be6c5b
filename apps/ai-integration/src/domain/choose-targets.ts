import { DomainError } from '@bodybroker/domain';
import type { GenerationParams } from './generation.js';

export type ServerMode = 'NORMAL' | 'ECONOMY' | 'EMERGENCY';

/** The model that is always there. */
export const EMBEDDED_MODEL = 'embedded';
/** More targets than a router would name. */
export const MAX_TARGETS = 8;

/**
 * The models to try, in order, each once. The caller's own list is taken as it is: who routes names the fallbacks. With no
 * list, the default model and after it the embedded one; in EMERGENCY the embedded one only.
 */
export function chooseTargets(targets: readonly string[], defaultTarget: string, mode: ServerMode): readonly string[] {
  if (mode === 'EMERGENCY') return [EMBEDDED_MODEL];
  return [...new Set(targets.length > 0 ? targets : [defaultTarget, EMBEDDED_MODEL])];
}

/** ECONOMY halves what may be written, to no less than one token. */
export function limitByMode(params: GenerationParams, mode: ServerMode): GenerationParams {
  return mode === 'ECONOMY' ? { ...params, maxTokens: Math.max(1, Math.floor(params.maxTokens / 2)) } : params;
}

/** One try that failed. */
export interface FailedAttempt {
  readonly target: string;
  /** A short word such as HTTP_503, CIRCUIT_OPEN or TIMEOUT; never text of a provider. */
  readonly error: string;
}

/** UNAVAILABLE, reason NO_PROVIDER; `details.attempts` lists `target=error`. */
export function noProvider(attempts: readonly FailedAttempt[]): DomainError {
  return new DomainError('UNAVAILABLE', 'NO_PROVIDER', 'no model could answer', {
    details: { attempts: attempts.map(({ target, error }) => `${target}=${error}`).join(', ') },
  });
}

/** NOT_FOUND, reason MODEL_NOT_FOUND. */
export function modelNotFound(target: string): DomainError {
  return new DomainError('NOT_FOUND', 'MODEL_NOT_FOUND', `model "${target}" does not exist`, { details: { target } });
}
