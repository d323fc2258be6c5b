import { randomUUID } from 'node:crypto';
import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AuthServiceClient } from '@bodybroker/contracts-auth';
import { BodyBrokerIntegrationServiceClient } from '@bodybroker/contracts-body-broker-integration';
import { EnvironmentalNarrativeServiceClient } from '@bodybroker/contracts-environmental-narrative';
import { NpcBehaviorServiceClient } from '@bodybroker/contracts-npc-behavior';
import { PaymentServiceClient } from '@bodybroker/contracts-payment';
import { QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { StateManagerServiceClient } from '@bodybroker/contracts-state-manager';
import { StoryTellerServiceClient } from '@bodybroker/contracts-story-teller';
import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { createClient } from '@bodybroker/nats-sdk';
import { ConnectCaller } from './connect-caller.js';

/** Who plays: their token and generated clients that carry it. */
export function createStage(baseUrl: string) {
  let token: string | undefined;
  const caller = new ConnectCaller({ baseUrl, token: () => token });
  return {
    baseUrl,
    get token(): string {
      return token ?? '';
    },
    enter(accessToken: string): void {
      token = accessToken;
    },
    auth: createClient(AuthServiceClient, caller),
    ai: createClient(AiIntegrationServiceClient, caller),
    broker: createClient(BodyBrokerIntegrationServiceClient, caller),
    npcs: createClient(NpcBehaviorServiceClient, caller),
    payment: createClient(PaymentServiceClient, caller),
    quests: createClient(QuestSystemServiceClient, caller),
    scenes: createClient(EnvironmentalNarrativeServiceClient, caller),
    settings: createClient(SettingsServiceClient, caller),
    states: createClient(StateManagerServiceClient, caller),
    story: createClient(StoryTellerServiceClient, caller),
    time: createClient(TimeManagerServiceClient, caller),
    weather: createClient(WeatherManagerServiceClient, caller),
    world: createClient(WorldStateServiceClient, caller),
  };
}

export type Stage = ReturnType<typeof createStage>;

/** Who is on: the player, and an admin who moves the clock and puts things where they are found. */
export interface Cast {
  readonly player: Stage;
  readonly admin: Stage;
  readonly playerId: string;
}

/** A new idempotency key. */
export const once = (): { readonly idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
