import type { Call } from '../client/call.js';
import type { Player } from '../players/player.js';
import { visit } from './visit.js';

const player = { id: 'p1' } as Player;
const other = { id: 'p2' } as Player;
const MOLL = { npcId: 'moll', locationId: 'tavern', availability: 'NPC_AVAILABILITY_AWAKE' };

function begin() {
  const time = { nowMs: 0 };
  const world = { id: 'main', regionIds: [], locationIds: ['river'] };
  const scenario = visit(1, { world, random: () => 0, now: () => time.nowMs });
  const answer = (who: Player, json: object): Call => {
    const call = scenario.next(who);
    call.onAnswer?.(json);
    return call;
  };
  return { scenario, answer, time };
}

/** From nowhere to the end of a conversation. */
function talkWithMoll({ answer }: ReturnType<typeof begin>, who: Player): string[] {
  const answers = [
    { npcs: [MOLL] },
    { steps: [{ to: 'street' }, { to: 'tavern' }] },
    {},
    {},
    { conversation: { conversationId: 'c1' } },
    { outcome: { turn: 1 } },
    { outcome: { turn: 2 } },
    {},
  ];
  return answers.map((json) => answer(who, json).name);
}

describe('a visit', () => {
  it('goes from door to door, talks, and takes leave, one call at a time', () => {
    const story = begin();
    expect(story.answer(player, { locationId: 'home' }).name).toBe('whereabouts');
    expect(talkWithMoll(story, player)).toEqual([
      'npcs',
      'path',
      'move',
      'move',
      'start conversation',
      'say',
      'say',
      'end conversation',
    ]);
  });

  it('says the turn it was told', () => {
    const { scenario, answer } = begin();
    for (const json of [{ locationId: 'tavern' }, { npcs: [MOLL] }, { steps: [] }]) answer(player, json);
    answer(player, { conversation: { conversationId: 'c1', turn: 4 } });
    expect(scenario.next(player)).toMatchObject({ kind: 'stream', body: { expectedTurn: 4 } });
    answer(player, { outcome: { turn: 5 } });
    expect(scenario.next(player)).toMatchObject({ path: '/v1/conversations/c1:say', body: { expectedTurn: 5 } });
  });

  it('takes leave of somebody whose answer broke off', () => {
    const { scenario, answer } = begin();
    for (const json of [{ locationId: 'tavern' }, { npcs: [MOLL] }, { steps: [] }]) answer(player, json);
    answer(player, { conversation: { conversationId: 'c1' } });
    scenario.next(player).onFailure?.();
    expect(scenario.next(player).path).toBe('/v1/conversations/c1:end');
    scenario.next(player).onFailure?.();
    expect(scenario.next(player).name).toBe('whereabouts');
  });

  it('leaves to others whom somebody visits, until that is over', () => {
    const { answer } = begin();
    for (const who of [player, other]) answer(who, { locationId: 'home' });
    answer(player, { npcs: [MOLL] });
    answer(other, { npcs: [MOLL] });
    expect(answer(other, { steps: [] }).path).toContain('/paths/river');
    const onTheWay = answer(player, { steps: [{ to: 'tavern' }] });
    expect(onTheWay.path).toContain('/paths/tavern');
    onTheWay.onFailure?.();
    answer(other, { npcs: [MOLL] });
    expect(answer(other, {}).path).toContain('/paths/tavern');
  });

  it('keeps to the lines that a player may say in a minute', () => {
    const story = begin();
    story.answer(player, { locationId: 'home' });
    for (let n = 0; n < 3; n += 1) expect(talkWithMoll(story, player)).toContain('say');
    story.answer(player, { npcs: [MOLL] });
    expect(story.answer(player, {}).path).toContain('/paths/river');
    story.time.nowMs = 61_000;
    expect(talkWithMoll(story, player)).toContain('say');
  });
});
