import { BehaviourTree, State } from 'mistreevous';
import type { ActOut, ActedOut } from '../domain/decide.js';
import type { Operator } from '../domain/goap.js';
import { traitOf } from '../domain/npc.js';
import { strongest } from '../domain/percept.js';

/** Nobody but the bold walks into a danger of this strength. */
const FORBIDDING = 0.5;

/**
 * Carries a plan out, step by step, as a behaviour tree: whoever can act does each step until one fails. A walk fails when it
 * leads the timid into danger.
 */
export const actOutPlan: ActOut = (plan, { npc, locationId, percepts }) => {
  const threat = strongest(percepts, 'THREAT');
  let here = locationId;
  const perform = ({ name, target }: Operator): State => {
    if (name !== 'walk-to') return State.SUCCEEDED;
    const isBarred =
      threat?.locationId === target &&
      threat.strength >= FORBIDDING &&
      traitOf(npc, 'boldness') <= 0 &&
      target !== npc.homeLocation;
    if (isBarred) return State.FAILED;
    here = target;
    return State.SUCCEEDED;
  };
  const agent = {
    CanAct: () => !npc.isDead,
    Perform: (index: number) => {
      const step = plan[index];
      return step === undefined ? State.FAILED : perform(step);
    },
  };
  const tree = new BehaviourTree(treeOf(plan), agent);
  tree.step();
  const acted: ActedOut = { locationId: here, isComplete: tree.getState() === State.SUCCEEDED };
  return acted;
};

function treeOf(plan: readonly Operator[]): ConstructorParameters<typeof BehaviourTree>[0] {
  const steps = plan.map((_, index) => ({ type: 'action' as const, call: 'Perform', args: [index] }));
  return { type: 'root', child: { type: 'sequence', children: [{ type: 'condition', call: 'CanAct' }, ...steps] } };
}
