import { createMemoryBroker, type MemoryServer } from '@bodybroker/nats-sdk';
import { noLogger } from '@bodybroker/telemetry';
import { contract } from '@bodybroker/contracts-time-manager';
import { announceContract } from '@bodybroker/service-kit';
import { EventTypes } from './event-types.js';

const NOTE = { type: 'game.client.note', producer: 'test', clientPublishable: true, jsonSchema: { type: 'object' } };
const HOUR = 'game.time.hour_passed';
const never = new AbortController().signal;

describe('types of events', () => {
  let broker: MemoryServer;
  const open = (): EventTypes => new EventTypes((name) => broker.connect().keyValue(name), noLogger);

  beforeEach(() => {
    broker = createMemoryBroker({
      topology: { streams: [], buckets: [{ name: 'contracts' }, { name: 'event_types' }], consumers: [] },
    });
  });

  /** Reads what there is, then follows no longer. */
  async function read(types: EventTypes): Promise<EventTypes> {
    const stop = new AbortController();
    const following = [types.followContracts(stop.signal), types.followRegistered(stop.signal)];
    await types.loaded(never);
    await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await Promise.all(following);
    return types;
  }

  it('are found when another replica registered them this very moment', async () => {
    const [one, other] = [await read(open()), await read(open())];
    await one.register(NOTE);
    expect(other.known(NOTE.type)).toBeUndefined();
    expect(await other.require(NOTE.type, never)).toMatchObject({ producer: 'test' });
    await expect(other.require('game.none', never)).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'EVENT_TYPE' });
    await expect(other.require('* >', never)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are forgotten when they were deleted while nobody watched', async () => {
    const types = await read(open());
    await types.register(NOTE);
    await broker.connect().keyValue('event_types').delete(NOTE.type);
    expect((await read(types)).known(NOTE.type)).toBeUndefined();
  });

  it('stay as they were when what comes cannot be read', async () => {
    const bucket = broker.connect().keyValue('contracts');
    await announceContract(bucket, { name: 'time-manager', version: '1.0.0', contract });
    const types = await read(open());
    await bucket.put('time-manager', Buffer.from('{"service":"time-manager"}'));
    await broker.connect().keyValue('event_types').put('game.client.bad', Buffer.from('no JSON'));
    await read(types);
    expect(types.known(HOUR)).toMatchObject({ producer: 'time-manager', schemaVersion: 1, clientPublishable: false });
    expect(types.known('game.client.bad')).toBeUndefined();
  });

  it('belong to the service in whose package they are', async () => {
    const bucket = broker.connect().keyValue('contracts');
    await announceContract(bucket, { name: 'weather-manager', version: '1.0.0', contract });
    expect((await read(open())).known(HOUR)).toBeUndefined();
  });

  it('are not waited for longer than the caller waits', async () => {
    const abort = new AbortController();
    const waiting = open().loaded(abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
