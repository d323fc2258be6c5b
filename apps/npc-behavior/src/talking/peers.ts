import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import { LanguageSystemServiceClient } from '@bodybroker/contracts-language-system';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Client, GeneratedClient } from '@bodybroker/nats-sdk';

/** The services this one asks, each as little of it as is needed. */
export interface Peers {
  readonly world: Pick<Client<WorldStateServiceClient>, 'getEntity' | 'applyChanges'>;
  readonly knowledge: Pick<Client<KnowledgeBaseServiceClient>, 'retrieveContext'>;
  readonly languages: Pick<Client<LanguageSystemServiceClient>, 'generatePhrase'>;
  readonly playerSettings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly router: Pick<Client<AiRouterServiceClient>, 'routeRequest'>;
  readonly ai: Pick<Client<AiIntegrationServiceClient>, 'generateStream' | 'cancelGeneration' | 'moderateText'>;
}

/** @param client makes a client of a service, from its generated class */
export function createPeers(
  client: <Generated extends object>(generated: GeneratedClient<Generated>) => Client<Generated>,
): Peers {
  return {
    world: client(WorldStateServiceClient),
    knowledge: client(KnowledgeBaseServiceClient),
    languages: client(LanguageSystemServiceClient),
    playerSettings: client(SettingsServiceClient),
    router: client(AiRouterServiceClient),
    ai: client(AiIntegrationServiceClient),
  };
}
