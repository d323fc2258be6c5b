import type { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import type { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import type { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import type { LanguageSystemServiceClient } from '@bodybroker/contracts-language-system';
import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Client } from '@bodybroker/nats-sdk';

/** The services this one asks, each as little of it as is needed. */
export interface Peers {
  readonly world: Pick<Client<WorldStateServiceClient>, 'getEntity' | 'applyChanges'>;
  readonly knowledge: Pick<Client<KnowledgeBaseServiceClient>, 'retrieveContext'>;
  readonly languages: Pick<Client<LanguageSystemServiceClient>, 'generatePhrase'>;
  readonly playerSettings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly router: Pick<Client<AiRouterServiceClient>, 'routeRequest'>;
  readonly ai: Pick<Client<AiIntegrationServiceClient>, 'generateStream' | 'cancelGeneration' | 'moderateText'>;
}
