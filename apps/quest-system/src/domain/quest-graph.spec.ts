import { arrows, step } from '../../test/domain-rig.js';
import { readGraph } from './quest-graph.js';

const read = (
  ids: string,
  pairs: string,
  groups: Readonly<Record<string, string>> = {},
): ReturnType<typeof readGraph> =>
  readGraph({
    steps: ids.split(' ').map((id) => step(id, [], groups[id])),
    connections: arrows(...pairs.split(' ')),
  });

describe('the graph of a quest', () => {
  it('is walked parents first, whatever the order it is written in', () => {
    const graph = read('d c b a', 'START>a a>b a>c b>d c>d d>END');
    expect(graph.order).toEqual(['a', 'b', 'c', 'd']);
    expect(graph.parents.get('d')).toEqual(['b', 'c']);
    expect(graph.parents.get('a')).toEqual([]);
    expect(graph.last).toEqual(['d']);
  });

  it.each([
    ['a cycle', 'a b c', 'START>a a>b b>c c>b c>END', 'b, c', 'form a cycle'],
    ['a step that leads to itself', 'a', 'START>a a>a a>END', 'a', 'form a cycle'],
    ['an arrow to nothing', 'a', 'START>a a>b a>END', 'b', 'no steps'],
    ['an arrow into START', 'a', 'START>a a>START a>END', 'START', 'no steps'],
    ['a step nobody reaches', 'a b', 'START>a a>END b>END', 'b', 'not reached'],
    ['a step that leads nowhere', 'a b', 'START>a a>END a>b', 'b', 'do not lead to END'],
    ['START that leads to END at once', 'a', 'START>END START>a', 'a', 'do not lead to END'],
  ])('is refused with %s', (_what, ids, pairs, steps, problem) => {
    expect(() => read(ids, pairs)).toThrow(
      expect.objectContaining({
        reason: 'BAD_GRAPH',
        details: expect.objectContaining({ steps, problem: expect.stringContaining(problem) as string }) as object,
      }) as Error,
    );
  });

  it('has alternatives only where they are offered together', () => {
    expect(() => read('a b', 'START>a a>b b>END', { b: 'way' })).toThrow('alone');
    expect(() => read('a b c', 'START>a a>b START>c b>END c>END', { b: 'way', c: 'way' })).toThrow('same steps');
    expect(read('a b c', 'START>a a>b a>c b>END c>END', { b: 'way', c: 'way' }).last).toEqual(['b', 'c']);
  });
});
