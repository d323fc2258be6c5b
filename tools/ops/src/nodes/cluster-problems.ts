import type { NatsNode } from './nats-node.js';

/**
 * Why a cluster is not whole, a line each; none when every node is there and well, and JetStream's leader sees all
 * others up to date. Only then may a node be taken away.
 * @param expected how many nodes there should be; undefined: as many as the meta group counts
 */
export function clusterProblems(nodes: readonly NatsNode[], expected?: number): string[] {
  const groups = nodes.flatMap(({ name, meta }) => (meta === undefined ? [] : [{ name, meta }]));
  const size = expected ?? Math.max(1, ...groups.map(({ meta }) => meta.size));
  const problems = nodes.length === size ? [] : [`${nodes.length} of ${size} nodes answer`];
  for (const { name, unwell } of nodes) if (unwell !== undefined) problems.push(`${name}: ${unwell}`);
  if (size === 1) return problems;
  const leaders = new Set(groups.map(({ meta }) => meta.leader));
  const [leader] = leaders;
  if (groups.length === 0 || leader === undefined) return [...problems, 'JetStream has no meta leader'];
  if (leaders.size > 1) return [...problems, `nodes name different meta leaders: ${[...leaders].join(', ')}`];
  const seen = groups.find(({ name }) => name === leader);
  if (seen === undefined) return [...problems, `the meta leader ${leader} does not answer`];
  if (seen.meta.replicas.length < size - 1)
    problems.push(`${leader} knows ${seen.meta.replicas.length + 1} of ${size}`);
  for (const { name, offline, current, lag } of seen.meta.replicas) {
    if (offline) problems.push(`${leader} sees ${name} offline`);
    else if (!current) problems.push(`${leader} sees ${name} ${lag} entries behind`);
  }
  return problems;
}
