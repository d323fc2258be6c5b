import { createMemoryConnection } from '@bodybroker/nats-sdk';
import { changesFromNow } from './changes-from-now.js';

describe('changes from now on', () => {
  const stop = new AbortController();
  const { events: log } = createMemoryConnection({
    topology: { streams: [{ name: 'GAME', subjects: ['game.>'] }], buckets: [], consumers: [] },
  });
  const store = (subject: string, text: string) => log.publish(subject, Buffer.from(text));
  const options = (filterSubject: string) => ({ stream: 'GAME', filterSubject, signal: stop.signal });
  const first = async (count: number, messages: AsyncIterable<{ readonly data: Uint8Array }>): Promise<string[]> => {
    const texts: string[] = [];
    for await (const { data } of messages) {
      texts.push(Buffer.from(data).toString());
      if (texts.length === count) break;
    }
    return texts;
  };

  afterAll(() => stop.abort());

  it('are what comes after they were taken, of the subject alone', async () => {
    await store('game.set.ann', 'before');
    const changes = await changesFromNow(log, options('game.set.ann'));
    await store('game.set.ann', 'while the state is read');
    await store('game.set.bo', 'of another');
    await store('game.set.ann', 'after');
    expect(await first(2, changes)).toEqual(['while the state is read', 'after']);
  });

  it('are all where nothing was stored before', async () => {
    const changes = await changesFromNow(log, options('game.set.cy'));
    const told = first(1, changes);
    await store('game.set.cy', 'the first');
    expect(await told).toEqual(['the first']);
  });
});
