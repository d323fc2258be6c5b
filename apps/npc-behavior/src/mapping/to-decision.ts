import { ActionType, type Decision as DecisionMessage } from '@bodybroker/contracts-npc-behavior';
import type { Decision } from '../domain/decide.js';
import { toAction } from './to-npc.js';

export function toDecision(npcId: string, { chosen, scores, plan, state, isChanged }: Decision): DecisionMessage {
  return {
    npcId,
    action: toAction(state.action),
    utility: chosen.utility,
    scores: scores.map(({ type, locationId, goal, utility, considerations }) => ({
      type: ActionType[type],
      locationId,
      goal,
      utility,
      considerations: considerations.map((each) => ({ ...each })),
    })),
    plan: plan.map(({ name, target, cost }) => ({ operator: name, target, cost })),
    changed: isChanged,
  };
}
