import { FinishReason } from '@bodybroker/contracts-ai-integration';
import { AiIntegrationService, type IAiIntegrationService } from '@bodybroker/contracts-ai-integration';
import { LanguageSystemService, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { SettingsService, SettingSource, type ISettingsService } from '@bodybroker/contracts-settings';
import { TimeManagerService, GameTime, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import {
  Weather,
  WeatherManagerService,
  WeatherState,
  type IWeatherManagerService,
} from '@bodybroker/contracts-weather-manager';
import { Entity, Location, WorldStateService, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { RpcError, type MemoryServer } from '@bodybroker/nats-sdk';
import { servePeer } from '@bodybroker/testing';

export const HOUR = 3_600_000;

/** What the services around the one under test say. A test changes it as it goes. */
export interface Around {
  hour: number;
  weather: { state: WeatherState; intensity: number; sinceHour: number };
  /** Player to place. */
  readonly places: Map<string, string>;
  readonly facts: Map<string, boolean>;
  gore: string;
  readonly phobias: Set<string>;
  generated: readonly string[];
}

export const calmNoon = (): Around => ({
  hour: 12,
  weather: { state: WeatherState.CLEAR, intensity: 0.5, sinceHour: 0 },
  places: new Map(),
  facts: new Map(),
  gore: 'FULL',
  phobias: new Set(),
  generated: ['It is ', 'quiet.'],
});

export type Peer = 'world' | 'time' | 'weather' | 'settings' | 'language' | 'ai';

/** Fakes of the services around, all or some. */
export async function servePeers(broker: MemoryServer, around: Around, peers: readonly Peer[]): Promise<void> {
  const has = (peer: Peer): boolean => peers.includes(peer);
  if (has('world')) await serveWorld(broker, around);
  if (has('time')) {
    await servePeer<ITimeManagerService>(broker, TimeManagerService, {
      getTime: () => Promise.resolve(GameTime.create({ gms: BigInt(around.hour * HOUR) })),
    });
  }
  if (has('weather')) {
    await servePeer<IWeatherManagerService>(broker, WeatherManagerService, {
      getWeather: () => {
        const { state, intensity, sinceHour } = around.weather;
        const since = { sinceGms: BigInt(sinceHour * HOUR), untilGms: BigInt((around.hour + 1) * HOUR) };
        return Promise.resolve(Weather.create({ state, intensity, ...since }));
      },
      getHistory: () => {
        const { state, intensity, sinceHour } = around.weather;
        const hours = Array.from({ length: around.hour }, (_, age) => around.hour - 1 - age);
        const records = hours.map((hour) => ({
          gms: BigInt(hour * HOUR),
          state: hour >= sinceHour ? state : WeatherState.CLEAR,
          intensity,
          overridden: false,
        }));
        return Promise.resolve({ records, nextPageToken: '' });
      },
    });
  }
  if (has('settings')) await serveSettings(broker, around);
  if (has('language')) {
    await servePeer<ILanguageSystemService>(broker, LanguageSystemService, {
      translateText: ({ text }) => Promise.resolve({ text: `~${text}~`, gloss: [], unknown: [] }),
      comprehendText: ({ text }) => Promise.resolve({ text: `half of ${text}`, understoodRatio: 0.5 }),
    });
  }
  if (has('ai')) await serveAi(broker, around);
}

function serveWorld(broker: MemoryServer, around: Around): Promise<unknown> {
  return servePeer<IWorldStateService>(broker, WorldStateService, {
    getEntity: ({ entityId }) =>
      Promise.resolve(Entity.create({ id: entityId, locationId: around.places.get(entityId) ?? 'tallow-rooms' })),
    getLocation: ({ locationId }) => {
      const region = /^[a-z]+/.exec(locationId)?.[0] ?? '';
      if (locationId === 'the-moon') throw new RpcError('NOT_FOUND', 'LOCATION_NOT_FOUND', 'no');
      return Promise.resolve(
        Location.create({ id: locationId, name: locationId, regionId: `${region}-ward`, dread: 40 }),
      );
    },
    listFacts: () => {
      const facts = [...around.facts].map(([key, boolValue]) => ({
        key,
        version: 1n,
        value: { value: { oneofKind: 'boolValue', boolValue } as const },
      }));
      return Promise.resolve({ facts, nextPageToken: '' });
    },
  });
}

function serveSettings(broker: MemoryServer, around: Around): Promise<unknown> {
  return servePeer<ISettingsService>(broker, SettingsService, {
    getSettings: () => {
      const source = SettingSource.PLAYER;
      const values = [
        {
          key: 'content.gore',
          value: { kind: { oneofKind: 'stringValue', stringValue: around.gore } as const },
          source,
          locked: false,
        },
        ...[...around.phobias].map((name) => ({
          key: `content.phobia.${name}`,
          value: { kind: { oneofKind: 'boolValue', boolValue: true } as const },
          source,
          locked: false,
        })),
      ];
      return Promise.resolve({ playerId: '', values, version: 1n });
    },
  });
}

function serveAi(broker: MemoryServer, around: Around): Promise<unknown> {
  return servePeer<IAiIntegrationService>(broker, AiIntegrationService, {
    async *generateStream() {
      for (const [index, text] of around.generated.entries()) {
        yield { streamId: 's', sequence: BigInt(index), chunk: { oneofKind: 'delta', delta: { text } } };
      }
      const done = { finishReason: FinishReason.STOP, modelRef: 'narrator', provider: 'embedded', textSha256: '' };
      yield await Promise.resolve({
        streamId: 's',
        sequence: BigInt(around.generated.length),
        chunk: { oneofKind: 'done', done } as const,
      });
    },
  });
}
