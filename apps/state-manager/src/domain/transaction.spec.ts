import { checkSteps, type Step } from './transaction.js';

const step = (key: string, ownerId = 'ana', kind: 'delete' | 'check' = 'delete'): Step => ({
  id: { namespace: 'saves', ownerId, key },
  operation: { kind },
  expectedVersion: undefined,
});

describe('checkSteps', () => {
  it('lets steps on entries of one owner through, a check beside a change too', () => {
    expect(() => checkSteps([step('a'), step('a', 'ana', 'check'), step('b')])).not.toThrow();
  });

  it.each<[string, readonly Step[], string]>([
    ['no steps', [], 'INVALID_FIELD'],
    ['17 steps', Array.from({ length: 17 }, (_, at) => step(`k${at}`)), 'INVALID_FIELD'],
    ['two owners', [step('a'), step('a', 'bob')], 'SEVERAL_OWNERS'],
    ['two changes of one entry', [step('a'), step('a')], 'CHANGED_TWICE'],
  ])('refuses %s', (_name, steps, reason) => {
    expect(() => checkSteps(steps)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT', reason }));
  });
});
