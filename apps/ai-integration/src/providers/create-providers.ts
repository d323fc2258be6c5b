import type { Grammar } from '@bodybroker/grammar';
import { CircuitProvider } from './circuit-provider.js';
import { REMOTE_MODEL } from './configured-models.js';
import { EmbeddedProvider, type EmbeddedProviderOptions } from './embedded-provider.js';
import { OpenAiProvider, type OpenAiProviderOptions } from './openai/openai-provider.js';
import type { CircuitState, Provider } from './provider.js';
import { ProviderPool } from './provider-pool.js';

/** Which environment variables a registered model may have as its key: no others are for foreign servers. */
const KEY_NAME = /^(?:BB_LLM_[A-Z0-9_]+|(?:[A-Z0-9_]+_)?API_KEY)$/;

/** Reads a secret by the name of its environment variable. */
export type ReadSecret = (name: string) => string | undefined;

export interface ProvidersOptions {
  readonly embedded: EmbeddedProviderOptions;
  /** What all endpoints have in common. */
  readonly endpoints: Pick<OpenAiProviderOptions, 'idleMs' | 'fetch'>;
  /** The endpoint of the settings; undefined: there is none. */
  readonly remote: Pick<OpenAiProviderOptions, 'baseUrl' | 'apiKey'> | undefined;
  readonly readSecret: ReadSecret;
  onCircuitChange(provider: string, state: CircuitState): void;
}

/** The providers of a process. */
export function createProviders(
  grammar: Grammar,
  { embedded, endpoints, remote, readSecret, onCircuitChange }: ProvidersOptions,
): ProviderPool {
  const guarded = (id: string, endpoint: Pick<OpenAiProviderOptions, 'baseUrl' | 'apiKey'>): Provider =>
    new CircuitProvider(new OpenAiProvider({ ...endpoints, ...endpoint, id }), (state) => onCircuitChange(id, state));
  const fixed: Provider[] = [new EmbeddedProvider(grammar, embedded)];
  if (remote !== undefined) fixed.push(guarded(REMOTE_MODEL, remote));
  return new ProviderPool(fixed, (id, { baseUrl, secretEnv }) => {
    const apiKey = KEY_NAME.test(secretEnv) ? readSecret(secretEnv) : undefined;
    return guarded(id, { baseUrl, apiKey: apiKey ?? '' });
  });
}
