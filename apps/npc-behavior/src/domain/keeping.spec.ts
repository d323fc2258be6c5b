import fc from 'fast-check';
import { adjustmentIdOf, partiesOfAdjustment } from '../storage/adjustment-id.js';
import { MOST_TURNS, beginTurn, endConversation, endTurn, isLive, type Conversation } from './conversation.js';
import { conversationIdOf, playerOfConversation } from '../storage/conversation-id.js';
import { DAY_GMS, HOUR_GMS } from './game-time.js';
import { judgeImportance, type Memory } from './memory.js';
import { reflect } from './reflect.js';
import { FEELINGS, STRANGERS, adjust, adjustByTalk, fade, strangers, type Deltas } from './relationship.js';
import { entryAt, entryEndsAt, scheduleProblem } from './schedule.js';
import { leastMemorable, scoreMemories } from './score-memories.js';
import { UNHEARD, gmsNow, hear } from './world-clock.js';

const memory = (number: number, more: Partial<Memory> = {}): Memory => ({
  memoryId: `mem_${number}`,
  kind: 'OBSERVATION',
  text: `thing ${number}`,
  subjectIds: [],
  importance: 3,
  gms: number * HOUR_GMS,
  ...more,
});

describe('memories', () => {
  it('are scored by recency, relevance and importance, each scaled, and relevance weighs most', () => {
    const memories = [memory(1, { importance: 1 }), memory(2, { importance: 10 }), memory(3, { importance: 1 })];
    const scored = scoreMemories(memories, new Map([['mem_1', 7]]));
    expect(scored.map((each) => each.memory.memoryId)).toEqual(['mem_1', 'mem_2', 'mem_3']);
    expect(scored[0]).toMatchObject({ recency: 0, relevance: 1, importance: 0, score: 3 });
    expect(scored[1]?.score).toBeCloseTo(0.5 * ((0.99 ** 2 - 0.99 ** 3) / (0.99 - 0.99 ** 3)) + 2);
    expect(scored[2]).toMatchObject({ recency: 1, score: 0.5 });
  });

  it('that are all alike stand out by none of it', () => {
    expect(scoreMemories([memory(1)], new Map())[0]?.score).toBeCloseTo(0.25 + 1.5 + 1);
    expect(scoreMemories([], new Map())).toEqual([]);
  });

  it('are lost by the least importance times recency', () => {
    const old = Array.from({ length: 200 }, (_, index) => memory(index + 1, { importance: 2 }));
    expect(leastMemorable([...old, memory(999, { importance: 1 })])?.memoryId).toBe('mem_1');
    expect(leastMemorable([memory(1, { importance: 9 }), memory(2, { importance: 1 })])?.memoryId).toBe('mem_2');
  });

  it('matter from 1 to 10', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('SPEECH', 'RUMOUR', 'REFLECTION'),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (kind, feeling) => {
          const importance = judgeImportance(kind, feeling);
          expect(Number.isInteger(importance) && importance >= 1 && importance <= 10).toBe(true);
        },
      ),
    );
  });

  it('lead to conclusions about who keeps coming up', () => {
    const about = (id: string, count: number, importance: number) =>
      Array.from({ length: count }, (_, index) =>
        memory(index, { subjectIds: [id], importance, text: `Seen with ${id}.` }),
      );
    const insights = reflect(
      [...about('pip', 3, 5), ...about('grubb', 2, 9), ...about('ketch', 1, 10), ...about('x', 9, 9)],
      {
        gms: 5,
        nameOf: (id) => (id === 'x' ? undefined : id),
        feelingOf: (text) => (text.includes('grubb') ? -1 : 0),
      },
    );
    expect(insights.map(({ subjectIds }) => subjectIds)).toEqual([['grubb'], ['pip']]);
    expect(insights[0]?.text).toContain('costs more than it pays');
  });
});

describe('a relationship', () => {
  const delta = fc.integer({ min: -200, max: 200 });
  const deltas: fc.Arbitrary<Deltas> = fc.record({
    trust: delta,
    fear: delta,
    respect: delta,
    familiarity: delta,
    debt: delta,
  });

  it('stays within -100 and 100, and what is applied is the difference', () => {
    fc.assert(
      fc.property(fc.array(deltas, { maxLength: 6 }), (changes) => {
        let relationship = strangers(0);
        for (const [day, change] of changes.entries()) {
          const before = fade(relationship, day * DAY_GMS);
          const adjusted = adjust(relationship, change, day * DAY_GMS);
          for (const feeling of FEELINGS) {
            const value = adjusted.relationship.feelings[feeling];
            expect(Math.abs(value)).toBeLessThanOrEqual(100);
            expect(value - before.feelings[feeling]).toBe(adjusted.applied[feeling]);
          }
          relationship = adjusted.relationship;
        }
      }),
    );
  });

  it('fades by one a day towards 0, however the days are cut', () => {
    const begun = { ...strangers(0), feelings: { ...STRANGERS, trust: 10, fear: -2 } };
    const later = fade(begun, 3.5 * DAY_GMS);
    expect(later.feelings).toMatchObject({ trust: 7, fear: 0 });
    expect(fade(later, 4 * DAY_GMS)).toEqual(fade(begun, 4 * DAY_GMS));
    expect(fade(begun, 400 * DAY_GMS).feelings).toEqual(STRANGERS);
  });

  it('is done good once in 60 game minutes for each feeling, harm always', () => {
    const kind = { trust: 3, familiarity: 1 };
    const first = adjustByTalk(strangers(0), { familiarity: 1 }, 0);
    const second = adjustByTalk(first.relationship, kind, 1);
    expect(second.applied).toMatchObject({ trust: 3, familiarity: 0 });
    const third = adjustByTalk(second.relationship, { ...kind, fear: -1, respect: -5 }, HOUR_GMS);
    expect(third.applied).toMatchObject({ trust: 0, familiarity: 1, fear: -1, respect: -5 });
    expect(adjustByTalk(third.relationship, kind, HOUR_GMS + 1).applied.trust).toBe(3);
    expect(adjustByTalk(third.relationship, { trust: -2 }, HOUR_GMS + 2).applied.trust).toBe(-2);
  });
});

describe('a conversation', () => {
  const begun: Conversation = {
    conversationId: 'c',
    worldId: 'main',
    npcId: 'n',
    playerId: 'p',
    playerName: 'P',
    locationId: 'l',
    state: 'OPEN',
    turn: 0,
    startedMs: 0,
    startedGms: 0,
    heardMs: 0,
    lines: 1,
  };
  const now = (ms: number) => ({ ms, idleMs: 180_000 });
  const refusal = (reason: string): Error => expect.objectContaining({ reason }) as Error;

  it('takes turns, one at a time', () => {
    const saying = beginTurn(begun, 0, now(1));
    expect(saying).toMatchObject({ turn: 1, state: 'ANSWERING', lines: 2 });
    expect(() => beginTurn(saying, undefined, now(2))).toThrow(refusal('STILL_ANSWERING'));
    expect(() => beginTurn(saying, 0, now(2))).toThrow(refusal('VERSION_CONFLICT'));
    // An answer that never came does not hold the talk up for ever.
    expect(beginTurn(saying, 1, now(70_000)).turn).toBe(2);
    expect(endTurn(saying, 3)).toMatchObject({ turn: 1, state: 'OPEN', lines: 3 });
  });

  it('is over when ended, silent or sixty turns long', () => {
    expect(() => beginTurn(endConversation(begun), 0, now(1))).toThrow(refusal('CONVERSATION_ENDED'));
    expect(endTurn(endConversation(begun), 1).state).toBe('ENDED');
    expect(() => beginTurn(begun, 0, now(180_000))).toThrow(refusal('CONVERSATION_ENDED'));
    expect(isLive(begun, 179_999, 180_000)).toBe(true);
    expect(() => beginTurn({ ...begun, turn: MOST_TURNS }, undefined, now(1))).toThrow(refusal('TURN_LIMIT'));
  });
});

describe('ids', () => {
  it('tell whose they are, and are the same for the same request', () => {
    const id = conversationIdOf('acc_1', 'player:acc_1', 'key');
    expect(conversationIdOf('acc_1', 'player:acc_1', 'key')).toBe(id);
    expect(conversationIdOf('acc_1', 'player:acc_1', 'other')).not.toBe(id);
    expect(playerOfConversation(id)).toBe('acc_1');
    for (const bad of ['', 'cnv~', 'cnv~a~b', `x${id}`, `${id}x`]) expect(playerOfConversation(bad)).toBeUndefined();
    const adjustment = adjustmentIdOf({ npcId: 'pip', playerId: 'acc_1', key: 'k' });
    expect(partiesOfAdjustment(adjustment)).toEqual({ npcId: 'pip', playerId: 'acc_1' });
    for (const bad of ['', 'adj~', 'adj~a~b', 'adj~~b~c', `${adjustment}~x`])
      expect(partiesOfAdjustment(bad)).toBeUndefined();
  });
});

describe('a schedule', () => {
  const entry = (fromHour: number, toHour: number, locationId = 'x') => ({
    fromHour,
    toHour,
    locationId,
    activity: 'WORK' as const,
  });

  it('covers the day, over midnight too', () => {
    expect(scheduleProblem([entry(0, 0)])).toBeUndefined();
    expect(scheduleProblem([entry(0, 24)])).toBeUndefined();
    expect(scheduleProblem([entry(22, 6), entry(6, 22)])).toBeUndefined();
    expect(scheduleProblem([entry(6, 22)])).toBe('nothing covers 0:00');
    expect(scheduleProblem([entry(0, 12), entry(11, 24)])).toBe('entries 0 and 1 both cover 11:00');
    expect(scheduleProblem([entry(0, 25)])).toBe('entry 0 has hours that are none');
    expect(scheduleProblem([])).toBe('nothing covers 0:00');
  });

  it('says what is on, and until when', () => {
    const night = [entry(22, 6, 'bed'), entry(6, 22, 'shop')];
    expect(entryAt(night, 3 * HOUR_GMS).locationId).toBe('bed');
    expect(entryEndsAt(night, 23.5 * HOUR_GMS)).toBe(DAY_GMS + 6 * HOUR_GMS);
    expect(entryEndsAt([entry(0, 0)], HOUR_GMS)).toBe(DAY_GMS + HOUR_GMS);
  });
});

describe('the clock of a world', () => {
  it('is reckoned on from what was told, not past the next hour, and never goes back', () => {
    const told = hear(UNHEARD, { gms: 10 * HOUR_GMS, atMs: 1000 });
    expect(gmsNow(told, 2000)).toBe(10 * HOUR_GMS + 60_000);
    expect(gmsNow(told, 10_000_000)).toBe(11 * HOUR_GMS - 1);
    expect(gmsNow(told, 0)).toBe(10 * HOUR_GMS);
    expect(hear(told, { gms: 9 * HOUR_GMS, atMs: 5000 })).toBe(told);
    expect(gmsNow(hear(told, { gms: 10 * HOUR_GMS, atMs: 3000, scale: 0 }), 9000)).toBe(10 * HOUR_GMS);
    expect(gmsNow(UNHEARD, 123_456)).toBe(8 * HOUR_GMS);
  });
});
