import { join } from 'node:path';
import { ActionType, NpcBehaviorServiceClient, type SayFrame } from '@bodybroker/contracts-npc-behavior';
import { RpcError, type CallOptions, type Client, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Store } from '@bodybroker/storage';
import {
  ManualClock,
  createTestBroker,
  startHarness,
  type RoundTripCounter,
  type ServiceHarness,
} from '@bodybroker/testing';
import { service } from '../src/service.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export type NpcClient = Client<NpcBehaviorServiceClient>;

let keys = 0;
/** A new idempotency key. */
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });
export const refused = (reason: string, details?: object): object =>
  expect.objectContaining(
    details === undefined ? { reason } : { reason, details: expect.objectContaining(details) as object },
  ) as object;

export interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly broker?: MemoryServer;
  readonly store?: Store;
  readonly instance?: string;
  readonly clock?: ManualClock;
  readonly roundTrips?: RoundTripCounter;
}

/** The whole service; the people of content/ are its people. */
export function startNpcs(options: StartOptions = {}): Promise<ServiceHarness> {
  const { environment = {}, broker = createTestBroker(), clock = new ManualClock(), ...rest } = options;
  return startHarness(service, {
    ...rest,
    broker,
    clock,
    contentPath: join(__dirname, '../content/'),
    environment: { BB_TELL_MS: '250', ...environment },
  });
}

export const asAdmin = (harness: ServiceHarness): NpcClient =>
  harness.client(NpcBehaviorServiceClient, { actor: { kind: 'admin', id: 'test' } });
export const asPlayer = (harness: ServiceHarness, id = 'p1'): NpcClient =>
  harness.client(NpcBehaviorServiceClient, { actor: { kind: 'player', id } });
export const asService = (harness: ServiceHarness): NpcClient =>
  harness.client(NpcBehaviorServiceClient, { actor: { kind: 'service', id: 'orchestration' } });

/** Somebody who works at night and is in two places. */
export const watchman = {
  npcId: 'watchman',
  name: 'The Watchman',
  archetype: 'guard',
  homeLocation: 'bone-tenement',
  faction: 'assize',
  schedule: [
    { fromHour: 0, toHour: 8, locationId: 'gallows-cells', activity: ActionType.WORK },
    { fromHour: 8, toHour: 24, locationId: 'gallows-inn', activity: ActionType.WORK },
  ],
};

/** All frames of a stream, and what it was refused with. */
export async function readAll(
  frames: AsyncIterable<SayFrame>,
): Promise<{ readonly frames: readonly SayFrame[]; readonly error: RpcError | undefined }> {
  const read: SayFrame[] = [];
  try {
    for await (const frame of frames) read.push(frame);
  } catch (error) {
    if (error instanceof RpcError) return { frames: read, error };
    throw error;
  }
  return { frames: read, error: undefined };
}

/** The outcome of a line that was answered. */
export async function outcomeOf(said: AsyncIterable<SayFrame>) {
  const { frames, error } = await readAll(said);
  if (error !== undefined) throw error;
  const last = frames.at(-1)?.frame;
  if (last?.oneofKind !== 'outcome') throw new Error('the stream did not end with an outcome');
  return last.outcome;
}
