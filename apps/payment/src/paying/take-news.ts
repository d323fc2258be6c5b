import { isDomainError } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import type { ProviderNews } from '../providers/provider.js';
import { settleIntent } from './settle-intent.js';

/** Whether what a provider tells has changed something. What is told again, or of an intent nobody knows, has not. */
export async function takeNews(deps: Deps, { intentId, outcome }: ProviderNews): Promise<boolean> {
  try {
    return (await settleIntent(deps, intentId, { outcome })).status === 'posted';
  } catch (error) {
    if (isDomainError(error) && error.code === 'NOT_FOUND') return false;
    throw error;
  }
}
