import { join } from 'node:path';
import { EnvironmentalNarrativeServiceClient } from '@bodybroker/contracts-environmental-narrative';
import { EventPublisher, type CallOptions, type Client, type createEvent } from '@bodybroker/nats-sdk';
import { createTestBroker, eventually, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { calmNoon, servePeers, type Around, type Peer } from './fake-peers.js';

export type StoryClient = Client<EnvironmentalNarrativeServiceClient>;

const EVERYBODY: readonly Peer[] = ['world', 'time', 'weather', 'settings', 'language', 'ai'];
let keys = 0;

/** A fresh idempotency key. */
export const once = (): CallOptions => ({ idempotencyKey: `key-${(keys += 1)}` });

/** Matches an error by its reason. */
export const refused = (reason: string): object => expect.objectContaining({ reason }) as object;

export interface Rig {
  readonly harness: ServiceHarness;
  readonly around: Around;
  readonly admin: StoryClient;
  player(id: string): StoryClient;
  publish(event: ReturnType<typeof createEvent>): Promise<void>;
  stop(): Promise<void>;
}

/** The service among fakes of the services around it, with its scenes shipped. */
export async function startStory(peers: readonly Peer[] = EVERYBODY): Promise<Rig> {
  const broker = createTestBroker();
  const around = calmNoon();
  await servePeers(broker, around, peers);
  const harness = await startHarness(service, { contentPath: join(__dirname, '../content/'), broker });
  const as = (kind: 'admin' | 'player', id: string) =>
    harness.client(EnvironmentalNarrativeServiceClient, { actor: { kind, id } });
  const admin = as('admin', 'root');
  await eventually(async () => {
    expect((await harness.service.readiness()).checks['content']).toBe('ok');
  });
  const { scenes } = await admin.listScenes({ pageSize: 200 });
  expect(scenes.length).toBeGreaterThanOrEqual(31);
  return {
    harness,
    around,
    admin,
    player: (id) => as('player', id),
    publish: async (event) => {
      await new EventPublisher(broker.events).publish(event);
    },
    stop: () => harness.stop(),
  };
}

export type Visit = ReturnType<typeof startVisit>;

/** A player who goes about and looks at things. */
export function startVisit(rig: Rig, playerId: string) {
  const player = rig.player(playerId);
  const go = (locationId: string) => rig.around.places.set(playerId, locationId);
  const enter = (locationId: string) => {
    go(locationId);
    return player.enterLocation({ playerId, locationId });
  };
  const sceneAt = async (locationId: string, id: string) => {
    const view = (await enter(locationId)).scenes.find((scene) => scene.id === id);
    if (view === undefined) throw new Error(`${id} was not met`);
    return view;
  };
  const inspect = (sceneId: string, propId: string, tool?: string) =>
    player.inspectProp({ playerId, sceneId, propId, ...(tool !== undefined && { tool }) });
  return { player, go, enter, sceneAt, inspect };
}
