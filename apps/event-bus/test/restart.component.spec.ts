import { createMemoryBroker, type MemoryServer } from '@bodybroker/nats-sdk';
import { eventually, ManualClock, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { busOf } from './event-bus-rig.js';
import { EVENT_TOPOLOGY } from './event-topology.js';

describe('event-bus, stopped and started again', () => {
  const toldOf = async (broker: MemoryServer): Promise<number> =>
    (await broker.events.stream('SYSTEM_EVENTS'))?.messages ?? 0;
  const letter = (broker: MemoryServer, number: number) =>
    broker.events.publish('dlq.GAME_EVENTS.some', Buffer.from('x'), {
      headers: { 'Bb-Original-Subject': 'game.a.b._', 'Bb-Original-Stream': 'GAME_EVENTS', 'Bb-Durable': `d${number}` },
    });

  it('tells only of dead letters it has not told of, and of all of a stream made anew', async () => {
    const clock = new ManualClock();
    const broker = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
    const first = await startHarness(service, { clock, broker });
    await letter(broker, 1);
    await letter(broker, 2);
    await eventually(async () => expect(await toldOf(broker)).toBe(2));
    const bus = busOf(first);
    expect((await bus.listDeadLetters({})).deadLetters).toMatchObject([
      { source: 'd1', attempts: 0 },
      { source: 'd2' },
    ]);
    await first.stop();

    // Longer than the stream would recognise a repeat.
    clock.advance(200_000);
    const { store } = first;
    const second = await startHarness(service, { clock, broker, store });
    await letter(broker, 3);
    await eventually(async () => expect(await toldOf(broker)).toBe(3));
    await second.stop();

    clock.advance(200_000);
    const anew = createMemoryBroker({ clock, topology: EVENT_TOPOLOGY });
    await letter(anew, 4);
    const third = await startHarness(service, { clock, broker: anew, store });
    await eventually(async () => expect(await toldOf(anew)).toBe(1));
    await third.stop();
  });
});
