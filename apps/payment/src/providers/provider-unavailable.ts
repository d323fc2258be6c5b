import { DomainError } from '@bodybroker/domain';

/** No answer, or none that says how it ended. */
export function providerUnavailable(provider: string, cause?: unknown): DomainError {
  return new DomainError('UNAVAILABLE', 'PROVIDER_UNAVAILABLE', `${provider} does not answer`, {
    details: { provider },
    ...(cause === undefined ? {} : { cause }),
  });
}
