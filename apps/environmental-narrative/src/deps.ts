import type { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import type { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import type { Clock } from '@bodybroker/domain';
import type { Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { IncidentTemplates } from './content/load-templates.js';
import type { SceneConditions } from './domain/scene-conditions.js';
import type { Casebooks } from './storage/casebooks.js';
import type { SceneCatalogue } from './storage/scene-catalogue.js';
import type { Skies } from './storage/skies.js';
import type { Surroundings } from './storage/surroundings.js';
import type { Traces } from './storage/traces.js';
import type { Viewings } from './storage/viewings.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly worlds: ReadonlySet<string>;
  readonly worldSeed: string;
  readonly catalogue: SceneCatalogue;
  readonly casebooks: Casebooks;
  readonly traces: Traces;
  readonly skies: Skies;
  readonly surroundings: Surroundings;
  readonly viewings: Viewings;
  readonly conditions: SceneConditions;
  readonly templates: IncidentTemplates;
  readonly generator: Pick<Client<AiIntegrationServiceClient>, 'generateStream'>;
  readonly router: Pick<Client<AiRouterServiceClient>, 'routeRequest'>;
  readonly clock: Clock;
  readonly logger: Logger;
}
