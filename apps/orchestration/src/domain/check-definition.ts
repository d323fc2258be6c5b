import { invalidArgument, type JsonObject } from '@bodybroker/domain';
import { EXECUTION_FACTS, SCOPE_ROOTS } from './scope.js';
import { BadTemplate, refsOf, type TemplateRef } from './template.js';
import { MAX_STEPS, type WorkflowDefinition, type WorkflowStep } from './workflow-definition.js';

/** `${steps.<id>.result…}` and `${steps.<id>.status}`. */
const STEP_FIELDS = ['result', 'status'];

/**
 * Checks what a definition says of itself.
 * @throws DomainError INVALID_ARGUMENT BAD_DEFINITION {step, field, rule}
 */
export function checkDefinition({ steps }: WorkflowDefinition): void {
  if (steps.length === 0 || steps.length > MAX_STEPS) throw badDefinition('', 'steps', `must be 1 to ${MAX_STEPS}`);
  const ids = steps.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw badDefinition(twice, 'id', 'is there twice');
  const pivots = steps.filter(({ isPivot }) => isPivot);
  if (pivots.length > 1) throw badDefinition(pivots[1]?.id ?? '', 'pivot', 'there can be one pivot only');
  const pivotAt = steps.findIndex(({ isPivot }) => isPivot);
  steps.forEach((step, index) => {
    checkShape(step, pivotAt >= 0 && index >= pivotAt);
    const earlier = ids.slice(0, index);
    if (step.call !== undefined) checkTemplate(step.id, 'input', step.call.input, earlier, ids);
    if (step.compensate !== undefined) {
      checkTemplate(step.id, 'compensate.input', step.compensate.input, [...earlier, step.id], ids);
    }
  });
}

function checkShape(step: WorkflowStep, cannotGoBack: boolean): void {
  const { id, call, compensate, waitSignal, waitMs, retry } = step;
  if (call === undefined && compensate === undefined && waitSignal === undefined) {
    throw badDefinition(id, 'service', 'is needed where nothing is waited for and nothing is to be undone');
  }
  if (waitMs !== undefined && waitSignal === undefined) throw badDefinition(id, 'wait_ms', 'needs wait_signal');
  if (cannotGoBack && compensate !== undefined) {
    throw badDefinition(id, 'compensate', 'is never called at the pivot or after it');
  }
  for (const policy of [retry, ...(compensate === undefined ? [] : [compensate.retry])]) {
    if (policy.factor < 1) throw badDefinition(id, 'retry.factor', 'must be at least 1');
    if (policy.initialMs > policy.maxMs) throw badDefinition(id, 'retry.initial_ms', 'must not be more than max_ms');
  }
}

function checkTemplate(
  stepId: string,
  field: string,
  template: JsonObject,
  reachable: readonly string[],
  all: readonly string[],
): void {
  let refs: readonly TemplateRef[];
  try {
    refs = refsOf(template);
  } catch (error) {
    if (error instanceof BadTemplate) throw badDefinition(stepId, field, error.message);
    throw error;
  }
  for (const { text, path } of refs) {
    const rule = problemOf(path, reachable, all);
    if (rule !== undefined) throw badDefinition(stepId, field, `\${${text}} ${rule}`);
  }
}

function problemOf(
  [root = '', name, ...rest]: readonly string[],
  reachable: readonly string[],
  all: readonly string[],
): string | undefined {
  if (!SCOPE_ROOTS.some((known) => known === root)) return `must begin with one of ${SCOPE_ROOTS.join(', ')}`;
  if (root === 'input') return undefined;
  if (name === undefined) return `must say which of ${root}`;
  if (root === 'execution') {
    return EXECUTION_FACTS.some((fact) => fact === name) ? undefined : 'is no fact of an execution';
  }
  if (root === 'signals') return undefined;
  if (!all.includes(name)) return 'names no step';
  if (root === 'keys') return undefined;
  if (!reachable.includes(name)) return 'names a step that is not done by then';
  return STEP_FIELDS.includes(rest[0] ?? '') ? undefined : `must go on with ${STEP_FIELDS.join(' or ')}`;
}

/** A definition breaks a rule. @param step empty: the definition as a whole */
export function badDefinition(step: string, field: string, rule: string): Error {
  const path = step === '' ? field : `steps.${step}.${field}`;
  return invalidArgument(path, rule, 'BAD_DEFINITION', { step, field, rule });
}
