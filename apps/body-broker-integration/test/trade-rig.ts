import { join } from 'node:path';
import {
  BodyBrokerIntegrationServiceClient,
  Grade,
  SourceKind,
  type Contract,
  type Part,
} from '@bodybroker/contracts-body-broker-integration';
import type { CallOptions, Client } from '@bodybroker/nats-sdk';
import { MemoryStore } from '@bodybroker/storage';
import { createTestBroker, ManualClock, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { startFakePeers, type FakePeers } from './fake-peers.js';

export const HOUR = 3_600_000;
export const PLAYER = 'acc_player';

export type BrokerClient = Client<BodyBrokerIntegrationServiceClient>;

/** The service with fake peers, and what most tests do with it. */
export interface TradeRig {
  readonly harness: ServiceHarness;
  readonly clock: ManualClock;
  readonly peers: FakePeers;
  /** Asks as the player. */
  readonly player: BrokerClient;
  /** Asks as another player. */
  readonly other: BrokerClient;
  /** Asks as orchestration. */
  readonly orchestration: BrokerClient;
  /** Takes a part from a new corpse at the player's feet. */
  harvest(partType: string, tool?: string, skill?: number): Promise<Part>;
  /** A contract for one eye of any grade, accepted. */
  accepted(price?: number, count?: number): Promise<Contract>;
  stop(): Promise<void>;
}

let keys = 0;
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
export const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

export async function startTrade(): Promise<TradeRig> {
  const broker = createTestBroker();
  const clock = new ManualClock();
  const peers = await startFakePeers(broker);
  const harness = await startHarness(service, {
    contentPath: join(__dirname, '../content/'),
    broker,
    clock,
    store: new MemoryStore('body-broker-integration', { clock }),
    environment: { BB_WORLD_SEED: 'seed', BB_DUE_POLL_MS: '250' },
  });
  const as = (kind: 'player' | 'service', id: string): BrokerClient =>
    harness.client(BodyBrokerIntegrationServiceClient, { actor: { kind, id } });
  const player = as('player', PLAYER);
  const orchestration = as('service', 'orchestration');
  let bodies = 0;
  return {
    harness,
    clock,
    peers,
    player,
    other: as('player', 'acc_other'),
    orchestration,
    harvest: (partType, tool = 'menders-kit', skill = 80) => {
      const entityId = `corpse-${(bodies += 1)}`;
      const locationId = peers.entities.get(PLAYER)?.locationId ?? 'bone-ward-place';
      peers.entities.set(entityId, { kind: 'corpse', locationId });
      const source = { kind: SourceKind.CORPSE, entityId };
      return player.harvestPart({ playerId: PLAYER, source, partType, tool, skill }, once());
    },
    accepted: async (price = 100, count = 1) => {
      const contract = await orchestration.createContract({
        playerId: PLAYER,
        clientNpcId: 'widow-sallow',
        demand: { partType: 'eye', minGrade: Grade.GRADE_F, minFreshness: 20, count },
        price: BigInt(price),
        deadlineGms: BigInt(peers.gms + 48 * HOUR),
      });
      return player.acceptContract({ contractId: contract.contractId, expectedVersion: contract.version });
    },
    stop: async () => {
      await harness.stop();
      await peers.stop();
    },
  };
}
