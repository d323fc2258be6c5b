import { isDomainError } from '@bodybroker/domain';
import type { ProviderOutcome } from '../domain/provider-outcome.js';

/** Asks a provider; where it does not answer, nobody knows how it ended: it is asked again later. */
export async function askProvider(ask: () => Promise<ProviderOutcome>): Promise<ProviderOutcome> {
  try {
    return await ask();
  } catch (error) {
    if (isDomainError(error) && error.reason === 'PROVIDER_UNAVAILABLE') return { status: 'processing' };
    throw error;
  }
}
