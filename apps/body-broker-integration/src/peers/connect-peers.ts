import { AuthServiceClient } from '@bodybroker/contracts-auth';
import { CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { OrchestrationServiceClient } from '@bodybroker/contracts-orchestration';
import { PaymentServiceClient } from '@bodybroker/contracts-payment';
import { PerformanceModeServiceClient } from '@bodybroker/contracts-performance-mode';
import { QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { StoryTellerServiceClient } from '@bodybroker/contracts-story-teller';
import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { ServiceDependencies } from '@bodybroker/service-kit';

/** Clients of all services this one calls. */
export function connectPeers(client: ServiceDependencies<unknown>['client']) {
  return {
    auth: client(AuthServiceClient),
    capabilities: client(CapabilityRegistryServiceClient),
    orchestration: client(OrchestrationServiceClient),
    payment: client(PaymentServiceClient),
    performance: client(PerformanceModeServiceClient),
    quests: client(QuestSystemServiceClient),
    settings: client(SettingsServiceClient),
    story: client(StoryTellerServiceClient),
    time: client(TimeManagerServiceClient),
    weather: client(WeatherManagerServiceClient),
    world: client(WorldStateServiceClient),
  };
}
