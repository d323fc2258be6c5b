import type { Grammar } from '@bodybroker/grammar';
import { CircuitProvider } from './circuit-provider.js';
import { REMOTE_MODEL } from './configured-models.js';
import { EmbeddedProvider, type EmbeddedProviderOptions } from './embedded-provider.js';
import { OpenAiProvider, type OpenAiProviderOptions } from './openai/openai-provider.js';
import type { CircuitState, Provider } from './provider.js';

export interface ProvidersOptions {
  readonly embedded: EmbeddedProviderOptions;
  /** undefined: only the embedded one. */
  readonly remote: Omit<OpenAiProviderOptions, 'id'> | undefined;
  onCircuitChange(provider: string, state: CircuitState): void;
}

/** The providers of a process, by their ids. */
export function createProviders(
  grammar: Grammar,
  { embedded, remote, onCircuitChange }: ProvidersOptions,
): ReadonlyMap<string, Provider> {
  const providers: Provider[] = [new EmbeddedProvider(grammar, embedded)];
  if (remote !== undefined) {
    const provider = new OpenAiProvider({ ...remote, id: REMOTE_MODEL });
    providers.push(new CircuitProvider(provider, (state) => onCircuitChange(provider.id, state)));
  }
  return new Map(providers.map((provider) => [provider.id, provider]));
}
