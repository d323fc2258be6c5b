import { invalidArgument } from '@bodybroker/domain';
import { END, START, type QuestDefinition } from './quest-definition.js';

/** The graph of a definition, in a form that is walked quickly. */
export interface QuestGraph {
  /** Step ids so that each comes after its parents. */
  readonly order: readonly string[];
  /** Parents of each step; START is left out. */
  readonly parents: ReadonlyMap<string, readonly string[]>;
  /** Steps that lead into END. */
  readonly last: readonly string[];
}

/**
 * Reads a definition's connections.
 * @throws DomainError INVALID_ARGUMENT BAD_GRAPH {steps, problem}: an arrow from or to nothing, a cycle, a step that START does not
 * reach or that does not reach END, alternatives that are not offered together
 */
export function readGraph({ steps, connections }: Pick<QuestDefinition, 'steps' | 'connections'>): QuestGraph {
  const ids = steps.map(({ id }) => id);
  assertKnown(ids, connections);
  const parents = linksOf(ids, connections, 'from');
  const children = linksOf(ids, connections, 'to');
  const order = topologicalOrder(ids, parents, children);
  assertReached(ids, reachable(START, [...connections]), 'are not reached from START');
  const turned = connections.map(({ from, to }) => ({ from: to, to: from }));
  assertReached(ids, reachable(END, turned), 'do not lead to END');
  assertAlternatives(steps, parents);
  return {
    order,
    parents: new Map([...parents].map(([id, from]) => [id, from.filter((parent) => parent !== START)])),
    last: ids.filter((id) => children.get(id)?.includes(END)),
  };
}

type Links = ReadonlyMap<string, readonly string[]>;

function assertKnown(ids: readonly string[], connections: QuestDefinition['connections']): void {
  const known = new Set(ids);
  const dangling = connections.flatMap(({ from, to }) => [
    ...(from === START || known.has(from) ? [] : [from]),
    ...(to === END || known.has(to) ? [] : [to]),
  ]);
  if (dangling.length > 0) throw badGraph(dangling, 'are connected but are no steps');
}

function linksOf(ids: readonly string[], connections: QuestDefinition['connections'], end: 'from' | 'to'): Links {
  const near = end === 'from' ? 'to' : 'from';
  return new Map(
    ids.map((id) => [id, [...new Set(connections.filter((arrow) => arrow[near] === id).map((arrow) => arrow[end]))]]),
  );
}

/** Kahn's algorithm; what is left over lies on a cycle or behind one. */
function topologicalOrder(ids: readonly string[], parents: Links, children: Links): readonly string[] {
  const waiting = new Map(ids.map((id) => [id, parents.get(id)?.filter((parent) => parent !== START).length ?? 0]));
  const ready = ids.filter((id) => waiting.get(id) === 0);
  const order: string[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    for (const child of children.get(id) ?? []) {
      const left = (waiting.get(child) ?? 0) - 1;
      waiting.set(child, left);
      if (left === 0) ready.push(child);
    }
  }
  const done = new Set(order);
  if (order.length < ids.length) {
    const rest = ids.filter((id) => !done.has(id));
    throw badGraph(onCycle(rest, children), 'form a cycle');
  }
  return order;
}

/** Of the steps Kahn leaves over, those that come back to themselves. */
function onCycle(rest: readonly string[], children: Links): readonly string[] {
  return rest.filter((id) => {
    const arrows = rest.flatMap((from) => (children.get(from) ?? []).map((to) => ({ from, to })));
    return reachable(id, arrows).has(id);
  });
}

function reachable(from: string, arrows: readonly { readonly from: string; readonly to: string }[]): Set<string> {
  const seen = new Set<string>();
  const next = [from];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const arrow of arrows) {
      if (arrow.from !== at || seen.has(arrow.to)) continue;
      seen.add(arrow.to);
      next.push(arrow.to);
    }
  }
  return seen;
}

function assertReached(ids: readonly string[], reached: ReadonlySet<string>, problem: string): void {
  const missed = ids.filter((id) => !reached.has(id));
  if (missed.length > 0) throw badGraph(missed, problem);
}

/** Alternatives must be offered at the same time, and there must be something to choose. */
function assertAlternatives(steps: QuestDefinition['steps'], parents: Links): void {
  const groups = Map.groupBy(
    steps.filter(({ branchGroup }) => branchGroup !== ''),
    ({ branchGroup }) => branchGroup,
  );
  for (const [group, members] of groups) {
    const ids = members.map(({ id }) => id);
    if (ids.length < 2) throw badGraph(ids, `are alone in branch group ${group}`);
    const starts = new Set(ids.map((id) => [...(parents.get(id) ?? [])].sort().join(' ')));
    if (starts.size > 1) throw badGraph(ids, `of branch group ${group} do not come from the same steps`);
  }
}

function badGraph(steps: readonly string[], problem: string): Error {
  const named = [...new Set(steps)].join(', ');
  return invalidArgument('definition.connections', `steps ${named} ${problem}`, 'BAD_GRAPH', { steps: named, problem });
}
