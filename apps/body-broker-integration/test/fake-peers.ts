import { AuthService, type IAuthService } from '@bodybroker/contracts-auth';
import { Struct } from '@bodybroker/contracts-common';
import {
  Execution,
  OrchestrationService,
  WorkflowDefinition,
  type IOrchestrationService,
} from '@bodybroker/contracts-orchestration';
import { PaymentService, type IPaymentService } from '@bodybroker/contracts-payment';
import { TimeManagerService, type ITimeManagerService } from '@bodybroker/contracts-time-manager';
import {
  Weather,
  WeatherManagerService,
  WeatherRecord,
  type IWeatherManagerService,
} from '@bodybroker/contracts-weather-manager';
import { WorldStateService, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { RpcError, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import { servePeer, type Peer } from '@bodybroker/testing';

export interface StartedWorkflow {
  readonly definitionId: string;
  readonly workflowId: string;
  readonly key: string;
  readonly actor: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The services this one calls, as small as they can be. */
export interface FakePeers {
  /** The game time that is told. */
  gms: number;
  /** How far the weather has come: absent, as far as the clock. */
  weatherGms?: number;
  /** From when on what weather is in every ward, by its multiplier; mild before. By time. */
  readonly skies: { readonly gms: number; readonly multiplier: number }[];
  /** Bodies by id, and what they are. Locations are `<region>-place`. */
  readonly entities: Map<string, { readonly kind: string; readonly locationId: string }>;
  readonly workflows: StartedWorkflow[];
  readonly definitions: string[];
  readonly credits: { readonly account: string; readonly amount: bigint }[];
  /** Ends one of them: whoever calls it finds nobody. */
  leave(name: PeerName): Promise<void>;
  stop(): Promise<void>;
}

export type PeerName = 'auth' | 'orchestration' | 'payment' | 'time-manager' | 'weather-manager' | 'world-state';

const GUARDED = ['gallows-ward', 'ledger-ward', 'lantern-ward'];

export async function startFakePeers(broker: MemoryServer): Promise<FakePeers> {
  const peers: FakePeers = {
    gms: 0,
    skies: [],
    entities: new Map(),
    workflows: [],
    definitions: [],
    credits: [],
    leave: (name) => playing[name].stop(),
    stop: async () => {
      await Promise.all(Object.values(playing).map((peer) => peer.stop()));
    },
  };
  const playing: Readonly<Record<PeerName, Peer>> = {
    auth: await servePeer<IAuthService>(broker, AuthService, {
      getAccount: ({ accountId }) =>
        Promise.resolve({
          accountId,
          username: 'knife',
          email: '',
          displayName: 'Knife',
          roles: [],
          devices: [],
          createdMs: 0n,
          updatedMs: 0n,
          version: 1n,
        }),
    }),
    'time-manager': await servePeer<ITimeManagerService>(broker, TimeManagerService, {
      getTime: ({ worldId }) => Promise.resolve(timeOf(worldId, peers.gms)),
    }),
    'world-state': await servePeer<IWorldStateService>(broker, WorldStateService, worldOf(peers)),
    'weather-manager': await servePeer<IWeatherManagerService>(broker, WeatherManagerService, {
      listWeather: () => Promise.resolve({ weather: [], nextPageToken: '' }),
      ...skyOf(peers),
    }),
    payment: await servePeer<IPaymentService>(broker, PaymentService, {
      getWallet: ({ playerId }) => Promise.resolve({ playerId, balances: [], version: 0n, frozen: false }),
      creditWallet: ({ playerId, amount }) => {
        peers.credits.push({ account: playerId, amount });
        return refuseQuietly();
      },
    }),
    orchestration: await servePeer<IOrchestrationService>(broker, OrchestrationService, {
      upsertWorkflowDefinition: ({ definition }) => {
        peers.definitions.push(definition?.id ?? '');
        return Promise.resolve(definition ?? WorkflowDefinition.create());
      },
      startWorkflow: ({ definitionId, workflowId, input }, { idempotencyKey = '', actor }) => {
        const known = peers.workflows.some(({ key }) => key === idempotencyKey);
        const json = Struct.toJson(input ?? Struct.create()) as Readonly<Record<string, unknown>>;
        if (!known)
          peers.workflows.push({
            definitionId,
            workflowId,
            key: idempotencyKey,
            actor: `${actor.kind}:${actor.id}`,
            input: json,
          });
        return Promise.resolve(Execution.create({ id: `exe_${idempotencyKey}`, definitionId, workflowId }));
      },
    }),
  };
  return peers;
}

/** A credit whose answer nobody reads, but which must not fail. */
const refuseQuietly = () =>
  Promise.resolve({
    entryId: 'ent',
    playerId: '',
    kind: 1,
    currency: 'MARK',
    amount: 0n,
    availableDelta: 0n,
    heldDelta: 0n,
    availableAfter: 0n,
    heldAfter: 0n,
    counterAccount: '',
    reason: '',
    reference: '',
    holdId: '',
    intentId: '',
    reversesEntryId: '',
    createdMs: 0n,
    version: 1n,
  });

function worldOf(peers: FakePeers): Partial<Handlers<IWorldStateService>> {
  return {
    getEntity: ({ entityId }) => {
      const entity = peers.entities.get(entityId);
      if (entity === undefined) throw new RpcError('NOT_FOUND', 'ENTITY_NOT_FOUND', entityId);
      return Promise.resolve({ id: entityId, name: '', arrivedGms: 0n, version: 1n, ...entity });
    },
    getLocation: ({ locationId }) =>
      Promise.resolve({
        id: locationId,
        regionId: locationId.replace(/-place$/u, ''),
        name: '',
        description: '',
        exits: [],
        tags: [],
        dread: 0,
        baseDread: 0,
        controllingFaction: '',
        capacity: 0,
        version: 1n,
      }),
    getRegion: ({ regionId }) =>
      Promise.resolve({
        id: regionId,
        name: '',
        description: '',
        guarded: GUARDED.includes(regionId),
        tags: [],
        version: 1n,
      }),
    getWorldSnapshot: ({ worldId }) =>
      Promise.resolve({
        worldId,
        revision: 1n,
        regions: [],
        locations: [],
        moods: [],
        entities: [],
        facts: [],
        weather: [],
      }),
  };
}

const timeOf = (worldId: string, gms: number) => ({
  worldId,
  gms: BigInt(gms),
  realMs: 0n,
  scale: 60,
  paused: false,
  year: 1,
  month: 1,
  day: 1,
  hour: 0,
  minute: 0,
  weekday: 0,
  season: 1,
  phase: 1,
  moon: 0,
  dayNumber: 0n,
  version: 1n,
  pauseReason: '',
});

const HOUR = 3_600_000;

/** The weather as weather-manager tells it: hour by hour, a state for each multiplier there is. */
function skyOf(peers: FakePeers): Partial<Handlers<IWeatherManagerService>> {
  const present = (): number => Math.floor((peers.weatherGms ?? peers.gms) / HOUR) * HOUR;
  const turnAt = (gms: number): number => peers.skies.findLastIndex((turn) => turn.gms <= gms);
  return {
    getWeather: ({ worldId, regionId, atGms = BigInt(present()) }) => {
      const turn = turnAt(Number(atGms));
      return Promise.resolve(
        Weather.create({
          worldId,
          regionId,
          state: turn + 2,
          intensity: 0.5,
          sinceGms: BigInt(peers.skies[turn]?.gms ?? 0),
          untilGms: atGms + BigInt(HOUR),
          effects: { decayMultiplier: peers.skies[turn]?.multiplier ?? 1 },
          version: BigInt(present() / HOUR + 1),
        }),
      );
    },
    getHistory: ({ pageSize, pageToken }) => {
      const before = pageToken === '' ? present() : Number(pageToken);
      const first = Math.max(0, before - pageSize * HOUR);
      const records = Array.from({ length: (before - first) / HOUR }, (_, nth) => {
        const gms = before - (nth + 1) * HOUR;
        return WeatherRecord.create({ gms: BigInt(gms), state: turnAt(gms) + 2 });
      });
      return Promise.resolve({ records, nextPageToken: first === 0 ? '' : String(first) });
    },
  };
}
