import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AuthServiceClient } from '@bodybroker/contracts-auth';
import { StateManagerServiceClient } from '@bodybroker/contracts-state-manager';
import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
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
    states: createClient(StateManagerServiceClient, caller),
    time: createClient(TimeManagerServiceClient, caller),
    weather: createClient(WeatherManagerServiceClient, caller),
    ai: createClient(AiIntegrationServiceClient, caller),
  };
}

export type Stage = ReturnType<typeof createStage>;
