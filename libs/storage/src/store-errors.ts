import { DomainError, failedPrecondition, invalidArgument } from '@bodybroker/domain';
import type { NameClaim } from './commit.js';

/** The store did not answer, or said that it cannot now. Whether a write was done is not known. */
export function storeUnavailable(cause: unknown): DomainError {
  return new DomainError('UNAVAILABLE', 'STORE_UNAVAILABLE', 'the store does not answer', { cause });
}

export function nameTaken(claim: Pick<NameClaim, 'space' | 'name'>): DomainError {
  const { space, name } = claim;
  return new DomainError('ALREADY_EXISTS', 'NAME_TAKEN', `the ${space} "${name}" is taken`, {
    details: { space, name },
  });
}

export function leaseLost(lease: string): DomainError {
  return failedPrecondition('LEASE_LOST', `lease "${lease}" is not held any more`, { lease });
}

export function claimLost(index: string, member: string): DomainError {
  return failedPrecondition('CLAIM_LOST', `the hold on "${member}" has ended`, { index, member });
}

export function idempotencyKeyReused(): DomainError {
  return invalidArgument('idempotency_key', 'was used for another request', 'IDEMPOTENCY_KEY_REUSED');
}

export function idempotencyInProgress(retryAfterMs: number): DomainError {
  return new DomainError('UNAVAILABLE', 'IDEMPOTENCY_IN_PROGRESS', 'the first request with this key is still at work', {
    retryAfterMs,
  });
}
