import { compileCondition, type ConditionValues, type Variables } from '@bodybroker/conditions';
import { DomainError, invalidArgument, isDomainError } from '@bodybroker/domain';
import {
  CLOCK_VARIABLES,
  EVENT_VARIABLES,
  FACT_VARIABLES,
  FAILURE_VARIABLES,
  PREREQUISITE_VARIABLES,
} from './condition-variables.js';
import { OBJECTIVE_SOURCES } from './objective-type.js';
import { END, START, type Objective, type QuestDefinition } from './quest-definition.js';
import { readGraph } from './quest-graph.js';

/** Progress of all objectives of one quest together: bounds what an instance remembers of events. */
const MAX_TOTAL_COUNT = 1000;

/**
 * An event of each type that has every field, so that a condition can be tried: type to fields. A condition about a field that
 * is not there would never hold, and nobody would see why.
 */
export type EventSamples = ReadonlyMap<string, ConditionValues>;

/**
 * Says whether a definition can be played.
 * @throws DomainError INVALID_ARGUMENT BAD_GRAPH, BAD_CONDITION {field, position, problem}, BAD_STEP, BAD_OBJECTIVE, BAD_REPEAT
 */
export function checkDefinition(definition: QuestDefinition, samples: EventSamples): void {
  checkRepeat(definition);
  checkSteps(definition);
  readGraph(definition);
  checkConditions(definition, samples);
}

function checkRepeat({ repeat, cooldownGms }: QuestDefinition): void {
  if ((repeat === 'COOLDOWN') === (cooldownGms !== undefined)) return;
  throw invalidArgument('definition.cooldown_gms', 'is there exactly with repeat COOLDOWN', 'BAD_REPEAT');
}

function checkSteps({ steps }: QuestDefinition): void {
  assertUnique(
    steps.map(({ id }) => id),
    'definition.steps.id',
    'BAD_STEP',
  );
  const objectives = steps.flatMap((step) => step.objectives);
  assertUnique(
    objectives.map(({ id }) => id),
    'definition.steps.objectives.id',
    'BAD_OBJECTIVE',
  );
  for (const { id, objectives: own } of steps) {
    if (id === START || id === END) throw invalidArgument('definition.steps.id', `${id} is no step`, 'BAD_STEP');
    if (own.length > 0 && own.every(({ isOptional }) => isOptional)) {
      throw invalidArgument('definition.steps', `step ${id} has optional objectives only`, 'BAD_STEP', { step: id });
    }
  }
  for (const objective of objectives) checkObjective(objective);
  const total = objectives.reduce((sum, { count }) => sum + count, 0);
  if (total > MAX_TOTAL_COUNT) {
    throw invalidArgument('definition.steps', `counts add up to more than ${MAX_TOTAL_COUNT}`, 'BAD_OBJECTIVE');
  }
}

function checkObjective({ id, type, match, count, eventType }: Objective): void {
  const source = OBJECTIVE_SOURCES[type];
  const refuse = (rule: string): DomainError =>
    invalidArgument('definition.steps.objectives', `objective ${id} ${rule}`, 'BAD_OBJECTIVE', { objective: id });
  if (source.kind === 'events') {
    if (eventType !== '' && !source.types.includes(eventType)) {
      throw refuse(`has an event_type that ${type} does not take: ${source.types.join(', ')}`);
    }
    return;
  }
  if (eventType !== '') throw refuse(`is moved on by no event, but has an event_type`);
  if (source.kind === 'reported') {
    if (match !== '') throw refuse(`is reported by services, but has a match`);
    return;
  }
  if (match === '') throw refuse(`of type ${type} needs a match`);
  if (count !== 1) throw refuse(`of type ${type} happens once`);
}

function checkConditions(definition: QuestDefinition, samples: EventSamples): void {
  const { steps, failureConditions } = definition;
  checkPrerequisites(definition);
  for (const text of failureConditions) {
    checkCondition(text, FAILURE_VARIABLES, [], 'definition.failure_conditions');
  }
  for (const { type, match, eventType } of steps.flatMap(({ objectives }) => objectives)) {
    if (match === '') continue;
    const source = OBJECTIVE_SOURCES[type];
    const field = 'definition.steps.objectives.match';
    if (source.kind === 'clock') checkCondition(match, CLOCK_VARIABLES, [], field);
    if (source.kind === 'facts') checkCondition(match, FACT_VARIABLES, [], field);
    if (source.kind === 'events') {
      const counted = eventType === '' ? source.types[0] : eventType;
      const sample = samples.get(counted);
      const trials = sample === undefined ? [] : [{ event: sample, type: counted, hours_open: 0 }];
      checkCondition(match, EVENT_VARIABLES, trials, field);
    }
  }
}

function checkPrerequisites({ prerequisites, giverNpcId }: QuestDefinition): void {
  if (prerequisites === '') return;
  const field = 'definition.prerequisites';
  checkCondition(prerequisites, PREREQUISITE_VARIABLES, [], field);
  const { variables } = compileCondition(prerequisites, PREREQUISITE_VARIABLES);
  if (giverNpcId === '' && variables.has('giver')) {
    throw invalidArgument(field, 'reads giver, but nobody gives the quest', 'BAD_CONDITION');
  }
}

function checkCondition(text: string, variables: Variables, trials: readonly ConditionValues[], field: string): void {
  try {
    let undecided: string | undefined;
    const condition = compileCondition(text, variables, { onMissing: ({ problem }) => (undecided = problem) });
    for (const values of trials) condition.evaluate(values);
    if (undecided !== undefined) throw undecidable(text, undecided);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    throw invalidArgument(field, `${error.message} in ${text}`, 'BAD_CONDITION', error.details);
  }
}

function undecidable(text: string, problem: string): DomainError {
  return new DomainError('INVALID_ARGUMENT', 'BAD_CONDITION', `condition: ${problem}`, {
    details: { position: '0', problem, condition: text },
  });
}

function assertUnique(ids: readonly string[], field: string, reason: string): void {
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalidArgument(field, `${twice} is there twice`, reason, { id: twice });
}
