import { clusterProblems } from './cluster-problems.js';
import type { NatsNode } from './nats-node.js';

const node = (name: string, change: Partial<NatsNode> = {}): NatsNode => ({
  name,
  version: '2.12.4',
  unwell: undefined,
  connections: 0,
  slowConsumers: 0,
  memoryBytes: 0,
  storedBytes: 0,
  meta: { leader: 'a', size: 3, replicas: [] },
  ...change,
});
const replica = (name: string, change = {}) => ({ name, current: true, offline: false, lag: 0, ...change });
const leader = (...replicas: ReturnType<typeof replica>[]) => node('a', { meta: { leader: 'a', size: 3, replicas } });
const whole = [leader(replica('b'), replica('c')), node('b'), node('c')];

describe('clusterProblems', () => {
  it('finds nothing where all answer, are well, and are up to date', () => {
    expect(clusterProblems(whole)).toEqual([]);
    expect(clusterProblems(whole, 3)).toEqual([]);
    expect(clusterProblems([node('alone', { meta: undefined })])).toEqual([]);
  });

  it.each<[string, readonly NatsNode[], string]>([
    ['a node that does not answer', whole.slice(0, 2), '2 of 3 nodes answer'],
    ['no node at all', [], '0 of 3 nodes answer'],
    [
      'a node that is not well',
      [whole[0] ?? node('a'), node('b', { unwell: 'stream not current' }), node('c')],
      'b: stream not current',
    ],
    [
      'no leader',
      ['a', 'b', 'c'].map((name) => node(name, { meta: { leader: undefined, size: 3, replicas: [] } })),
      'JetStream has no meta leader',
    ],
    [
      'two leaders',
      [...whole.slice(0, 2), node('c', { meta: { leader: 'c', size: 3, replicas: [] } })],
      'nodes name different meta leaders: a, c',
    ],
    [
      'a replica that is behind',
      [leader(replica('b', { current: false, lag: 7 }), replica('c')), node('b'), node('c')],
      'a sees b 7 entries behind',
    ],
    [
      'a replica that is offline',
      [leader(replica('b', { offline: true }), replica('c')), node('b'), node('c')],
      'a sees b offline',
    ],
    ['a peer the leader does not know', [leader(replica('b')), node('b'), node('c')], 'a knows 2 of 3'],
  ])('names %s', (_, nodes, problem) => {
    expect(clusterProblems(nodes, 3)).toContain(problem);
  });
});
