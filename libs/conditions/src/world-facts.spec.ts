import { WorldFacts, readFact, type FactSource, type WireFact } from './world-facts.js';

const text = (stringValue: string): WireFact => ({ value: { oneofKind: 'stringValue', stringValue } });

describe('the facts of a world', () => {
  let nowMs: number;
  let asked: { worldId: string; pageToken: string; timeoutMs: number }[];
  let answer: FactSource['listFacts'];
  let unreadable: unknown[];
  let facts: WorldFacts;

  beforeEach(() => {
    nowMs = 0;
    asked = [];
    unreadable = [];
    answer = () => Promise.resolve({ facts: [{ key: 'mayor', value: text('ruth') }], nextPageToken: '' });
    facts = new WorldFacts({
      clock: { now: () => nowMs },
      onUnreadable: (worldId, error) => void unreadable.push([worldId, error]),
      world: {
        listFacts: (request, options) => {
          asked.push({ worldId: request.worldId, pageToken: request.pageToken, timeoutMs: options.timeoutMs });
          return answer(request, options);
        },
      },
    });
  });

  it('are asked for once a second and world', async () => {
    const both = await Promise.all([facts.read('a'), facts.read('a')]);
    nowMs = 999;
    expect([...both, await facts.read('a')]).toEqual([{ mayor: 'ruth' }, { mayor: 'ruth' }, { mayor: 'ruth' }]);
    await facts.read('b');
    expect(asked.map(({ worldId }) => worldId)).toEqual(['a', 'b']);
    nowMs = 1000;
    await facts.read('a');
    expect(asked).toHaveLength(3);
  });

  it('are asked for anew when they were heard to change', async () => {
    await facts.read('a');
    facts.forget('a');
    await facts.read('a');
    expect(asked).toHaveLength(2);
  });

  it('are read page by page, up to 2000', async () => {
    answer = ({ pageToken }) => {
      const page = Number(pageToken);
      const keys = Array.from({ length: 200 }, (_, at) => `${page}-${at}`);
      return Promise.resolve({
        facts: keys.map((key) => ({ key, value: text(key) })),
        nextPageToken: String(page + 1),
      });
    };
    expect(Object.keys((await facts.read('a')) ?? {})).toHaveLength(2000);
    expect(asked.map(({ pageToken }) => pageToken)).toEqual(['', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(asked[0]?.timeoutMs).toBe(800);
  });

  it('are undefined while world-state does not answer, which is told once a second', async () => {
    const down = new Error('nobody there');
    answer = () => Promise.reject(down);
    expect([await facts.read('a'), await facts.read('a')]).toEqual([undefined, undefined]);
    expect(unreadable).toEqual([['a', down]]);
  });
});

describe('a fact', () => {
  it.each<[WireFact | undefined, unknown]>([
    [{ value: { oneofKind: 'boolValue', boolValue: false } }, false],
    [{ value: { oneofKind: 'intValue', intValue: 7n } }, 7n],
    [{ value: { oneofKind: 'doubleValue', doubleValue: 0.5 } }, 0.5],
    [text('fog'), 'fog'],
    [{ value: { oneofKind: undefined } }, undefined],
    [undefined, undefined],
  ])('%j is read as conditions have it', (wire, value) => {
    expect(readFact(wire)).toBe(value);
  });
});
