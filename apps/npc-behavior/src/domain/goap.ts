/** What is so: facts by name. A fact that is missing is not so. */
export type WorldFacts = Readonly<Record<string, string | boolean>>;

/** One thing that can be done. */
export interface Operator {
  /** Such as `walk-to`. */
  readonly name: string;
  readonly target: string;
  /** Above 0. */
  readonly cost: number;
  readonly needs: WorldFacts;
  readonly makes: WorldFacts;
}

export interface PlanLimits {
  readonly maxDepth: number;
  readonly maxNodes: number;
}

/** Plans are short and searches bounded: what cannot be planned in this much is not worth doing. */
export const PLAN_LIMITS: PlanLimits = { maxDepth: 8, maxNodes: 2000 };

interface Node {
  readonly facts: WorldFacts;
  readonly steps: readonly Operator[];
  readonly cost: number;
  readonly key: string;
  /** Cost so far and the least that must follow. */
  readonly estimate: number;
}

/**
 * The cheapest operators that lead from the facts to the goal (A* over preconditions and effects, as in F.E.A.R.); of equally
 * cheap plans the first by the order of the operators.
 * @returns undefined when there is none within the limits
 */
export function findPlan(
  facts: WorldFacts,
  goal: WorldFacts,
  operators: readonly Operator[],
  { maxDepth, maxNodes }: PlanLimits = PLAN_LIMITS,
): readonly Operator[] | undefined {
  const cheapest = Math.min(...operators.map(({ cost }) => cost));
  const nodeOf = (state: WorldFacts, steps: readonly Operator[], cost: number): Node => {
    const estimate = cost + (holds(state, goal) ? 0 : cheapest);
    return { facts: state, steps, cost, key: keyOf(state), estimate };
  };
  const open = [nodeOf(facts, [], 0)];
  const closed = new Set<string>();
  for (let seen = 0; open.length > 0 && seen < maxNodes; seen += 1) {
    const node = takeBest(open);
    if (node === undefined) return undefined;
    if (holds(node.facts, goal)) return node.steps;
    if (closed.has(node.key) || node.steps.length === maxDepth) continue;
    closed.add(node.key);
    for (const operator of operators) {
      if (!holds(node.facts, operator.needs)) continue;
      const next = nodeOf({ ...node.facts, ...operator.makes }, [...node.steps, operator], node.cost + operator.cost);
      if (!closed.has(next.key)) open.push(next);
    }
  }
  return undefined;
}

function holds(facts: WorldFacts, wanted: WorldFacts): boolean {
  return Object.entries(wanted).every(([name, value]) => (facts[name] ?? false) === value);
}

function keyOf(facts: WorldFacts): string {
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function takeBest(open: Node[]): Node | undefined {
  let best = 0;
  for (let index = 1; index < open.length; index += 1) {
    if ((open[index]?.estimate ?? 0) < (open[best]?.estimate ?? 0)) best = index;
  }
  return open.splice(best, 1)[0];
}
