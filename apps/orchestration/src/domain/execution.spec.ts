import fc from 'fast-check';
import { beginStep } from './begin-step.js';
import { ownFailure } from './call-failure.js';
import { endStep, type CallOutcome } from './end-step.js';
import { TRANSITIONS, isFinal, type Execution } from './execution.js';
import { beginUndo, endUndo } from './go-back.js';
import type { Move } from './move.js';
import { DEFAULT_COMPENSATION_RETRY, DEFAULT_RETRY } from './retry-policy.js';
import { startExecution } from './start-execution.js';
import { cancel } from './steer.js';
import { wake } from './wake.js';
import type { WorkflowDefinition } from './workflow-definition.js';

const STEPS = 4;
const call = (method: string) => ({ service: 's', method, input: {} });

/** Steps a, b, c, d, each with a compensation up to the pivot. */
function definitionWith(pivotAt: number): WorkflowDefinition {
  return {
    id: 'd',
    description: '',
    deadlineMs: 600_000,
    steps: Array.from({ length: STEPS }, (_step, at) => ({
      id: 'abcd'.charAt(at),
      call: call('do'),
      retry: DEFAULT_RETRY,
      timeoutMs: 1000,
      isPivot: at === pivotAt,
      ...(pivotAt >= 0 && at >= pivotAt ? {} : { compensate: { ...call('undo'), retry: DEFAULT_COMPENSATION_RETRY } }),
    })),
  };
}

const order = {
  id: 'exe_1',
  definitionVersion: '1',
  workflowId: '',
  playerId: '',
  worldId: 'main',
  locale: 'en',
  correlationId: 'c',
  input: {},
};

/** What each call does: succeeds; refuses; fails so that it may have been done; dies with its worker. */
type Fate = 'ok' | 'refused' | 'doubt' | 'death';
const fates = fc.constantFrom<Fate>('ok', 'ok', 'ok', 'refused', 'doubt', 'death');
const outcomeOf = (fate: Fate): CallOutcome =>
  fate === 'ok'
    ? { kind: 'answered', result: {} }
    : { kind: 'failed', failure: ownFailure(fate === 'doubt' ? 'INTERNAL' : 'FAILED_PRECONDITION', fate, '') };

/** Lets an execution run as workers and timers would. Undoing always succeeds. */
function run(definition: WorkflowDefinition, fate: readonly Fate[], cancelAt: number) {
  const undone: string[] = [];
  const mayBeDone = new Set<string>();
  const statuses: string[] = [];
  let nowMs = 0;
  let calls = 0;
  let move: Move = startExecution(order, definition, nowMs);
  const go = (next: Move | undefined): void => {
    if (next === undefined) return;
    if (next.execution.status !== move.execution.status) statuses.push(next.execution.status);
    move = next;
  };
  for (let turn = 0; turn < 500 && !isFinal(move.execution.status) && move.execution.status !== 'STUCK'; turn += 1) {
    const { work, dueMs } = move;
    if (work === undefined) {
      nowMs = Math.max(nowMs, dueMs ?? nowMs);
      go(wake(move.execution, definition, nowMs));
      continue;
    }
    const { execution } = move;
    if (work.kind === 'compensation') {
      const begun = beginUndo(execution, definition, work, nowMs);
      go(begun);
      if (begun?.call === undefined) break;
      undone.push(work.stepId);
      go(endUndo(begun.execution, definition, work, { kind: 'answered', result: {} }, nowMs));
      continue;
    }
    const begun = beginStep(execution, definition, work, nowMs, () => true);
    go(begun);
    if (begun?.call === undefined) continue;
    const next = fate[calls] ?? 'ok';
    calls += 1;
    if (next !== 'refused') mayBeDone.add(work.stepId);
    const isPivot = definition.steps.some(({ id, isPivot: is }) => is && id === work.stepId);
    if (calls === cancelAt && !isPivot && !pastPivot(begun.execution, definition)) {
      go(cancel(begun.execution, definition, '', nowMs));
    }
    if (next !== 'death') go(endStep(move.execution, definition, work, outcomeOf(next), nowMs));
    else move = { execution: move.execution, told: [], dueMs: nowMs + 2000 };
  }
  return { execution: move.execution, undone, mayBeDone, statuses };
}

const pastPivot = ({ stepIndex }: Execution, { steps }: WorkflowDefinition): boolean =>
  steps.slice(0, stepIndex).some(({ isPivot }) => isPivot);

describe('an execution, whatever happens to its calls', () => {
  const lives = fc.record({
    pivotAt: fc.integer({ min: -1, max: STEPS - 1 }),
    fate: fc.array(fates, { maxLength: 40 }),
    cancelAt: fc.integer({ min: 0, max: 12 }),
  });

  it('ends, and only goes ways that the table has', () => {
    fc.assert(
      fc.property(lives, ({ pivotAt, fate, cancelAt }) => {
        const { execution, statuses } = run(definitionWith(pivotAt), fate, cancelAt);
        expect(['COMPLETED', 'COMPENSATED', 'STUCK']).toContain(execution.status);
        let from: keyof typeof TRANSITIONS = 'PENDING';
        for (const to of statuses as (keyof typeof TRANSITIONS)[]) {
          const ways = [...TRANSITIONS[from], ...TRANSITIONS[from].flatMap((via) => TRANSITIONS[via])];
          const all = [...ways, ...ways.flatMap((via) => TRANSITIONS[via])];
          expect(all).toContain(to);
          from = to;
        }
      }),
    );
  });

  it('undoes exactly what may have been done, last first, or nothing when it completes', () => {
    fc.assert(
      fc.property(lives, ({ pivotAt, fate, cancelAt }) => {
        const definition = definitionWith(pivotAt);
        const { execution, undone, mayBeDone } = run(definition, fate, cancelAt);
        const undoable = definition.steps.filter(({ compensate }) => compensate !== undefined).map(({ id }) => id);
        const expected = undoable.filter((id) => mayBeDone.has(id)).reverse();
        expect(undone).toEqual(execution.status === 'COMPENSATED' ? expected : []);
      }),
    );
  });

  it('never goes back once the pivot may be done', () => {
    fc.assert(
      fc.property(lives, ({ pivotAt, fate, cancelAt }) => {
        const { execution, undone } = run(definitionWith(pivotAt), fate, cancelAt);
        const pivot = pivotAt < 0 ? undefined : execution.steps[pivotAt];
        if (pivot?.status === 'SUCCEEDED') expect(undone).toEqual([]);
      }),
    );
  });

  it('drops work that is done already', () => {
    const definition = definitionWith(-1);
    const started = startExecution(order, definition, 0);
    const work = { kind: 'step', stepId: 'a', attempt: 1 } as const;
    const begun = beginStep(started.execution, definition, work, 0, () => true);
    const ended = begun && endStep(begun.execution, definition, work, { kind: 'answered', result: {} }, 1);
    if (ended === undefined) throw new Error('the step was not done');
    expect(beginStep(ended.execution, definition, work, 2, () => true)).toBeUndefined();
    expect(endStep(ended.execution, definition, work, { kind: 'answered', result: {} }, 2)).toBeUndefined();
  });
});
