import type { Deps } from '../deps.js';
import { noProvider } from '../domain/choose-targets.js';
import { classifyProviderFailure } from '../domain/classify-provider-failure.js';
import type { ResolvedModel } from '../providers/model-resolver.js';
import { isProviderFailedError } from '../providers/provider-failed-error.js';

/**
 * A vector for each text. One try: vectors of one model are of no use beside those of another, and callers may ask again.
 * @throws DomainError UNAVAILABLE NO_PROVIDER; the signal's reason
 */
export async function embedWith(
  { providers, clock }: Pick<Deps, 'providers' | 'clock'>,
  model: ResolvedModel,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly number[])[]> {
  const provider = providers.of(model);
  try {
    return await provider.embed(texts, model.remoteModel, signal);
  } catch (error) {
    if (!isProviderFailedError(error)) throw error;
    throw noProvider([{ target: model.target, error: classifyProviderFailure(error.failure, clock.now()).error }]);
  }
}
