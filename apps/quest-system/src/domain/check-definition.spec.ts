import { arrows, definition, objective, step } from '../../test/domain-rig.js';
import { checkDefinition } from './check-definition.js';
import type { QuestDefinition } from './quest-definition.js';

const samples = new Map([['game.part.harvested', { part_type: '' }]]);
const refusal = (change: Partial<QuestDefinition>): string => {
  try {
    checkDefinition(definition(change), samples);
    return '';
  } catch (error) {
    return `${(error as { reason: string }).reason}: ${(error as Error).message}`;
  }
};
const withObjective = (change: Parameters<typeof objective>[1]): Partial<QuestDefinition> => ({
  steps: [step('a', [objective('x', change)])],
});

describe('checking a definition', () => {
  it('lets a good one pass', () => {
    expect(refusal({})).toBe('');
    expect(refusal(withObjective({ match: 'event.part_type == "eye" && hours_open < 3' }))).toBe('');
  });

  it.each([
    ['two steps of one id', { steps: [step('a'), step('a')] }, 'BAD_STEP'],
    ['a step called START', { steps: [step('START')], connections: arrows('START>START') }, 'BAD_STEP'],
    ['optional objectives only', withObjective({ isOptional: true }), 'BAD_STEP'],
    ['two objectives of one id', { steps: [step('a', [objective('x'), objective('x')])] }, 'BAD_OBJECTIVE'],
    ['an event of another type', withObjective({ eventType: 'game.npc.talked' }), 'BAD_OBJECTIVE'],
    ['a clock without a match', withObjective({ type: 'WAIT_UNTIL' }), 'BAD_OBJECTIVE'],
    [
      'a clock that strikes twice',
      withObjective({ type: 'WAIT_UNTIL', match: 'hour == 3', count: 2 }),
      'BAD_OBJECTIVE',
    ],
    ['a clock with an event', withObjective({ type: 'FLAG', match: 'true', eventType: 'x' }), 'BAD_OBJECTIVE'],
    ['a report with a match', withObjective({ type: 'KILL', match: 'true' }), 'BAD_OBJECTIVE'],
    ['a clock that reads an event', withObjective({ type: 'WAIT_UNTIL', match: 'event.x' }), 'BAD_CONDITION'],
    ['a giver nobody is', { prerequisites: 'giver.trust > 1' }, 'BAD_CONDITION'],
    ['a field that events lack', withObjective({ match: 'event.organ == "eye"' }), 'BAD_CONDITION'],
    [
      'too much to count',
      {
        steps: [
          step(
            'a',
            Array.from({ length: 11 }, (_, nth) => objective(`x${nth}`, { count: 100 })),
          ),
        ],
      },
      'BAD_OBJECTIVE',
    ],
  ])('refuses %s', (_what, change, reason) => {
    expect(refusal(change)).toContain(reason);
  });
});
