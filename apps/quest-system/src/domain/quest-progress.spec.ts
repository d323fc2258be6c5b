import fc from 'fast-check';
import { arrows, conditions, definition, objective, rules, step } from '../../test/domain-rig.js';
import { chooseStep } from './choose-step.js';
import { planQuest } from './quest-plan.js';
import { applyEvent, isLooking, reportProgress, reviewQuest, startQuest, type QuestRules } from './quest-progress.js';
import type { QuestState } from './quest.js';

const HOUR = 3_600_000;
const who = { playerId: 'ann', worldId: 'main' };
const harvested = (mark: string, values = {}) => ({ mark, type: 'game.part.harvested', values });
const statuses = (quest: QuestState | undefined): string =>
  quest?.steps.map(({ id, status }) => `${id}:${status}`).join(' ') ?? '';

describe('a quest', () => {
  it('counts an event for every open objective it fits, once', () => {
    const rig = rules({
      steps: [
        step('a', [objective('all', { count: 3 }), objective('good', { match: 'event.good', isOptional: true })]),
      ],
    });
    const { quest } = startQuest(rig, who);
    const once = applyEvent(rig, quest, harvested('1', { good: true }));
    expect(once?.happenings).toEqual([
      { kind: 'progressed', stepId: 'a', objectiveId: 'all', progress: 1 },
      { kind: 'progressed', stepId: 'a', objectiveId: 'good', progress: 1 },
    ]);
    expect(once && applyEvent(rig, once.quest, harvested('1', { good: true }))).toBeUndefined();
    expect(applyEvent(rig, quest, { ...harvested('2'), type: 'game.part.preserved' })).toBeUndefined();
  });

  it('does a step without objectives as it opens, and is done with it', () => {
    const { quest, happenings } = startQuest(rules({ steps: [step('a')] }), who);
    expect(quest.status).toBe('COMPLETED');
    expect(happenings.map(({ kind }) => kind)).toEqual(['accepted', 'step_completed', 'completed']);
  });

  it('closes what only a closed branch leads to, and joins without it', () => {
    const rig = rules({
      steps: [step('l', [objective('x')], 'way'), step('r', [], 'way'), step('after-r'), step('join')],
      connections: arrows('START>l', 'START>r', 'r>after-r', 'l>join', 'after-r>join', 'join>END'),
    });
    const { quest } = startQuest(rig, who);
    expect(statuses(quest)).toBe('l:OFFERED r:OFFERED after-r:LOCKED join:LOCKED');
    const left = chooseStep(rig, quest, 'l')?.quest;
    expect(statuses(left)).toBe('l:OPEN r:CLOSED after-r:CLOSED join:LOCKED');
    const done = left && applyEvent(rig, left, harvested('1'))?.quest;
    expect(done?.status).toBe('COMPLETED');
    const right = chooseStep(rig, quest, 'r')?.quest;
    expect(statuses(right)).toBe('l:CLOSED r:DONE after-r:DONE join:DONE');
  });

  it('looks at the clock with each hour, and at nothing that is not known', () => {
    const steps = [
      step('a', [
        objective('bell', { type: 'WAIT_UNTIL', match: 'hour == 3 && hours_open >= 19' }),
        objective('gate', { type: 'FLAG', match: 'facts["open"] == true || "key" in flags' }),
      ]),
    ];
    const { quest } = startQuest(rules({ steps }, { facts: undefined }), who);
    expect(isLooking(rules({ steps }).plan, quest)).toBe(true);
    expect(reviewQuest(rules({ steps }, { gms: 26 * HOUR }), quest)).toBeUndefined();
    const rung = reviewQuest(rules({ steps }, { gms: 27 * HOUR, facts: undefined, flags: ['key'] }), quest);
    expect(rung?.happenings).toMatchObject([{ objectiveId: 'bell' }]);
    const open = rung && reviewQuest(rules({ steps }, { flags: ['key'] }), rung.quest);
    expect(open?.quest.status).toBe('COMPLETED');
    expect(open && isLooking(rules({ steps }).plan, open.quest)).toBe(false);
  });

  it('does not end before its time, though the clock is known to the hour only', () => {
    const limited = (gms: number): QuestRules => rules({ timeLimitGms: 2 * HOUR }, { gms });
    // Taken up at some moment between the eighth and the ninth bell.
    const { quest } = startQuest(limited(8 * HOUR), who);
    expect(reviewQuest(limited(10 * HOUR), quest)).toBeUndefined();
    expect(reviewQuest(limited(11 * HOUR), quest)?.quest.status).toBe('EXPIRED');
  });

  it('fails by the first failure condition that holds, and then hears of nothing more', () => {
    const rig = rules({ failureConditions: ['type == "x"', 'type == "game.part.harvested" && event.rotten'] });
    const { quest } = startQuest(rig, who);
    const failed = applyEvent(rig, quest, harvested('1', { rotten: true }));
    expect(failed?.happenings).toEqual([{ kind: 'failed', cause: 'CONDITION' }]);
    expect(failed && applyEvent(rig, failed.quest, harvested('2'))).toBeUndefined();
  });

  it('takes no report for a step that is not open', () => {
    const rig = rules({
      steps: [step('a', [objective('x')]), step('b', [objective('y')])],
      connections: arrows('START>a', 'a>b', 'b>END'),
    });
    const { quest } = startQuest(rig, who);
    expect(() => reportProgress(rig, quest, { objectiveId: 'y', amount: 1, mark: '1' })).toThrow('LOCKED');
    expect(() => reportProgress(rig, quest, { objectiveId: 'z', amount: 1, mark: '1' })).toThrow('does not exist');
  });
});

/** Quests of layers: each step hangs on some of the layer before; two of a layer may be alternatives. */
const layered = fc
  .array(
    fc.record({ width: fc.integer({ min: 1, max: 3 }), isBranch: fc.boolean(), count: fc.integer({ min: 1, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((layers) => {
    const ids = layers.map(({ width }, at) => Array.from({ length: width }, (_, nth) => `s${at}-${nth}`));
    return definition({
      steps: layers.flatMap(({ isBranch, width, count }, at) =>
        (ids[at] ?? []).map((id) => step(id, [objective(`o-${id}`, { count })], isBranch && width > 1 ? `g${at}` : '')),
      ),
      connections: [
        ...(ids[0] ?? []).map((to) => ({ from: 'START', to })),
        ...ids.slice(1).flatMap((layer, at) => layer.flatMap((to) => (ids[at] ?? []).map((from) => ({ from, to })))),
        ...(ids.at(-1) ?? []).map((from) => ({ from, to: 'END' })),
      ],
    });
  });

describe('whatever the graph', () => {
  it('progress only rises within its bounds, repeats change nothing, and the end is reached by doing all that is open', () => {
    fc.assert(
      fc.property(layered, fc.array(fc.nat(9), { maxLength: 40 }), (quests, picks) => {
        const rig: QuestRules = { ...rules(), plan: planQuest(quests, 1), conditions };
        let { quest } = startQuest(rig, who);
        for (let turn = 0; quest.status === 'ACTIVE' && turn < 200; turn += 1) {
          const offered = quest.steps.filter(({ status }) => status === 'OFFERED');
          const choice = offered[(picks[turn] ?? 0) % Math.max(1, offered.length)];
          const next = choice
            ? chooseStep(rig, quest, choice.id)?.quest
            : applyEvent(rig, quest, harvested(`e${turn}`))?.quest;
          expect(next).toBeDefined();
          if (next === undefined) return;
          next.steps.forEach((state, at) => {
            const count = quests.steps[at]?.objectives[0]?.count ?? 0;
            const [before = 0] = quest.steps[at]?.progress ?? [];
            const [after = 0] = state.progress;
            expect(after).toBeGreaterThanOrEqual(before);
            expect(after).toBeLessThanOrEqual(count);
          });
          expect(applyEvent(rig, next, harvested(`e${turn - 1}`))?.quest.applied ?? next.applied).toEqual(
            expect.arrayContaining([...next.applied]),
          );
          quest = next;
        }
        expect(quest.status).toBe('COMPLETED');
        expect(quest.steps.every(({ status }) => status === 'DONE' || status === 'CLOSED')).toBe(true);
        const groups = Map.groupBy(quests.steps, ({ branchGroup }) => branchGroup);
        for (const [group, members] of groups) {
          if (group === '') continue;
          const done = members.filter(({ id }) => quest.steps.find((each) => each.id === id)?.status === 'DONE');
          expect(done).toHaveLength(1);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('events in any order, each any number of times, count as often as there are different ones', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.integer({ min: 1, max: 15 }), (marks, count) => {
        const rig = rules({ steps: [step('a', [objective('x', { count })])] });
        let { quest } = startQuest(rig, who);
        for (const mark of marks) quest = applyEvent(rig, quest, harvested(String(mark)))?.quest ?? quest;
        expect(quest.steps[0]?.progress).toEqual([Math.min(count, new Set(marks).size)]);
        expect(quest.status).toBe(new Set(marks).size >= count ? 'COMPLETED' : 'ACTIVE');
      }),
    );
  });
});
