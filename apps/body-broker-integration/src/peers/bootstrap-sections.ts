import { Account, type AuthServiceClient } from '@bodybroker/contracts-auth';
import { CapabilityContract, type CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { Struct } from '@bodybroker/contracts-common';
import { Wallet, type PaymentServiceClient } from '@bodybroker/contracts-payment';
import { Mode, type PerformanceModeServiceClient } from '@bodybroker/contracts-performance-mode';
import { QuestPage, QuestStatus, type QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import { PlayerSettings, type SettingsServiceClient } from '@bodybroker/contracts-settings';
import { StoryState, type StoryTellerServiceClient } from '@bodybroker/contracts-story-teller';
import { GameTime, type TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { Weather, type WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { WorldSnapshot, type WorldStateServiceClient } from '@bodybroker/contracts-world-state';
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

export type PeerSection =
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

export type AskSection = (newcomer: Newcomer, options: CallOptions) => Promise<Struct>;

/** How each section is asked for. */
export function peerSections(peers: SectionPeers): Readonly<Record<PeerSection, AskSection>> {
  return {
    player: async ({ playerId }, options) =>
      toStruct(Account, await peers.auth.getAccount({ accountId: playerId }, options)),
    settings: async ({ playerId, deviceId }, options) =>
      toStruct(PlayerSettings, await peers.settings.getSettings({ playerId, deviceId }, options)),
    mode: async ({ playerId, deviceId }, options) =>
      toStruct(Mode, await peers.performance.getMode({ playerId, deviceId }, options)),
    clock: async ({ worldId }, options) => toStruct(GameTime, await peers.time.getTime({ worldId }, options)),
    weather: async ({ worldId, regionId }, options) =>
      toStruct(Weather, await peers.weather.getWeather({ worldId, regionId: await regionId() }, options)),
    worldSnapshot: async ({ worldId, playerId }, options) =>
      toStruct(WorldSnapshot, await peers.world.getWorldSnapshot({ worldId, playerId }, options)),
    wallet: async ({ playerId }, options) => toStruct(Wallet, await peers.payment.getWallet({ playerId }, options)),
    quests: async ({ playerId }, options) =>
      toStruct(QuestPage, await peers.quests.listQuests({ playerId, status: [QuestStatus.ACTIVE] }, options)),
    story: async ({ playerId }, options) =>
      toStruct(StoryState, await peers.story.getStoryState({ playerId }, options)),
    agreedCapabilities: async ({ playerId, deviceId, capabilities }, options) => {
      // The registry refuses to agree on nothing.
      if (capabilities.length === 0) return toStruct(CapabilityContract, CapabilityContract.create());
      const offered = capabilityOffers(capabilities);
      const clientId = `${playerId}.${deviceId}`.slice(0, 128);
      return toStruct(
        CapabilityContract,
        await peers.capabilities.negotiateCapabilities({ clientId, offered }, options),
      );
    },
  };
}

type Json = Parameters<typeof Struct.fromJson>[0];

function toStruct<T extends object>(type: { toJson(message: T): Json }, message: T): Struct {
  return Struct.fromJson(type.toJson(message));
}
