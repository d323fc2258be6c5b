import type { AuthServiceClient } from '@bodybroker/contracts-auth';
import type { Bootstrap } from '@bodybroker/contracts-body-broker-integration';
import { CapabilityContract, type CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import type { PaymentServiceClient } from '@bodybroker/contracts-payment';
import type { PerformanceModeServiceClient } from '@bodybroker/contracts-performance-mode';
import { QuestStatus, type QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import type { SettingsServiceClient } from '@bodybroker/contracts-settings';
import type { StoryTellerServiceClient } from '@bodybroker/contracts-story-teller';
import type { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import type { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { CallOptions, Client } from '@bodybroker/nats-sdk';
import { capabilityOffers } from '../mapping/capability-offers.js';

/** Those a client's first look at the world is asked of. */
export interface SectionPeers {
  readonly auth: Pick<Client<AuthServiceClient>, 'getAccount'>;
  readonly capabilities: Pick<Client<CapabilityRegistryServiceClient>, 'negotiateCapabilities'>;
  readonly payment: Pick<Client<PaymentServiceClient>, 'getWallet'>;
  readonly performance: Pick<Client<PerformanceModeServiceClient>, 'getMode'>;
  readonly quests: Pick<Client<QuestSystemServiceClient>, 'listQuests'>;
  readonly settings: Pick<Client<SettingsServiceClient>, 'getSettings'>;
  readonly story: Pick<Client<StoryTellerServiceClient>, 'getStoryState'>;
  readonly time: Pick<Client<TimeManagerServiceClient>, 'getTime'>;
  readonly weather: Pick<Client<WeatherManagerServiceClient>, 'getWeather'>;
  readonly world: Pick<Client<WorldStateServiceClient>, 'getWorldSnapshot'>;
}

/** Who begins to play, where and with what. */
export interface Newcomer {
  readonly playerId: string;
  readonly deviceId: string;
  readonly worldId: string;
  readonly capabilities: readonly string[];
  /** The ward the player is in. Asked for once, by those sections that need it. */
  readonly regionId: () => Promise<string>;
}

type PeerSection =
  | 'player'
  | 'settings'
  | 'mode'
  | 'clock'
  | 'weather'
  | 'worldSnapshot'
  | 'wallet'
  | 'quests'
  | 'story'
  | 'agreedCapabilities';

/** What asks for each section; none is asked for before it is called. */
export type PeerSections = { readonly [Section in PeerSection]: () => Promise<NonNullable<Bootstrap[Section]>> };

export type AskPeers = (newcomer: Newcomer, options: CallOptions) => PeerSections;

/** How each section is asked of the service it belongs to. */
export function askPeers(peers: SectionPeers): AskPeers {
  return ({ playerId, deviceId, worldId, capabilities, regionId }, options) => ({
    player: () => peers.auth.getAccount({ accountId: playerId }, options),
    settings: () => peers.settings.getSettings({ playerId, deviceId }, options),
    mode: () => peers.performance.getMode({ playerId, deviceId }, options),
    clock: () => peers.time.getTime({ worldId }, options),
    weather: async () => peers.weather.getWeather({ worldId, regionId: await regionId() }, options),
    worldSnapshot: () => peers.world.getWorldSnapshot({ worldId, playerId, withDetails: true }, options),
    wallet: () => peers.payment.getWallet({ playerId }, options),
    quests: () => peers.quests.listQuests({ playerId, status: [QuestStatus.ACTIVE] }, options),
    story: () => peers.story.getStoryState({ playerId }, options),
    agreedCapabilities: async () => {
      // The registry refuses to agree on nothing.
      if (capabilities.length === 0) return CapabilityContract.create();
      const clientId = `${playerId}.${deviceId}`.slice(0, 128);
      return peers.capabilities.negotiateCapabilities({ clientId, offered: capabilityOffers(capabilities) }, options);
    },
  });
}
