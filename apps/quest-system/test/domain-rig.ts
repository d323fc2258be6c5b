import { createQuestConditions } from '../src/domain/quest-conditions.js';
import type { Objective, QuestDefinition, Step } from '../src/domain/quest-definition.js';
import { planQuest } from '../src/domain/quest-plan.js';
import type { QuestRules } from '../src/domain/quest-progress.js';
import type { Moment } from '../src/domain/settle-steps.js';

export const conditions = createQuestConditions(() => undefined);

export const objective = (id: string, change: Partial<Objective> = {}): Objective => ({
  id,
  text: id,
  type: 'COLLECT',
  match: '',
  count: 1,
  isOptional: false,
  isSecret: false,
  eventType: '',
  ...change,
});

export const step = (id: string, objectives: readonly Objective[] = [], branchGroup = ''): Step => ({
  id,
  text: id,
  objectives,
  branchGroup,
});

/** Arrows `a>b`. */
export const arrows = (...pairs: readonly string[]): QuestDefinition['connections'] =>
  pairs.map((pair) => {
    const [from = '', to = ''] = pair.split('>');
    return { from, to };
  });

export const definition = (change: Partial<QuestDefinition> = {}): QuestDefinition => ({
  id: 'q',
  title: 'Q',
  summary: 'Q.',
  giverNpcId: '',
  prerequisites: '',
  repeat: 'ONCE',
  cooldownGms: undefined,
  timeLimitGms: undefined,
  steps: [step('a', [objective('x')])],
  connections: arrows('START>a', 'a>END'),
  rewards: { currency: [], items: [], reputation: [], flags: [], facts: [] },
  failureConditions: [],
  tags: [],
  isOfferOnly: false,
  ...change,
});

export const rules = (change: Partial<QuestDefinition> = {}, moment: Partial<Moment> = {}): QuestRules => ({
  plan: planQuest(definition(change), 1),
  conditions,
  moment: { nowMs: 1000, gms: 8 * 3_600_000, facts: {}, flags: [], ...moment },
});
