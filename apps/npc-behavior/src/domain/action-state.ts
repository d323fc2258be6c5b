/** Where an action is in its life. */
export type ActionState = 'IDLE' | 'PLANNING' | 'EXECUTING' | 'DONE' | 'INTERRUPTED';
export type ActionStep = 'choose' | 'set-out' | 'fail' | 'finish' | 'break-off';

/** What may follow what. */
export const ACTION_STEPS: Readonly<Record<ActionState, Readonly<Partial<Record<ActionStep, ActionState>>>>> = {
  IDLE: { choose: 'PLANNING' },
  PLANNING: { 'set-out': 'EXECUTING', fail: 'INTERRUPTED' },
  EXECUTING: { finish: 'DONE', 'break-off': 'INTERRUPTED', fail: 'INTERRUPTED' },
  DONE: { choose: 'PLANNING' },
  INTERRUPTED: { choose: 'PLANNING' },
};

/** @throws RangeError when the step cannot be taken */
export function stepAction(state: ActionState, ...steps: readonly ActionStep[]): ActionState {
  return steps.reduce((present, step) => {
    const next = ACTION_STEPS[present][step];
    if (next === undefined) throw new RangeError(`an action that is ${present} cannot ${step}`);
    return next;
  }, state);
}
