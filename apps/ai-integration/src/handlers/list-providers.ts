import { CircuitState, ProviderKind } from '@bodybroker/contracts-ai-integration';
import type { AiHandler, Deps } from '../deps.js';

/** Who can generate, as this replica sees it. */
export const listProviders =
  ({ providers, models }: Deps): AiHandler<'listProviders'> =>
  () =>
    Promise.resolve({
      providers: providers.all().map(({ id, kind, circuitState }) => ({
        id,
        kind: ProviderKind[kind],
        circuitState: CircuitState[circuitState],
        models: [...models.modelsOf(id)],
      })),
    });
