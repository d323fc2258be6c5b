import { CircuitState, ProviderStateChanged } from '@bodybroker/contracts-ai-integration';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import type { CircuitState as State } from '../providers/provider.js';

/** Tells that this replica leaves a provider alone, or asks it again. Each replica has circuits of its own. */
export function providerStateChanged(
  provider: string,
  state: State,
  { instance, clock }: { readonly instance: string; readonly clock: Clock },
): OutgoingEvent {
  return createEvent(
    ProviderStateChanged,
    { provider, state: CircuitState[state] },
    {
      source: 'ai-integration',
      clock,
      entityId: provider,
      eventId: `ai-integration:${instance}:${provider}:${clock.now()}:${state}`,
    },
  );
}
