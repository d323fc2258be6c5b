import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { SourceKind, type Part } from '@bodybroker/contracts-body-broker-integration';
import { QuestStatus, type Quest } from '@bodybroker/contracts-quest-system';
import { once, type Cast } from '../stage.js';
import { expectThat, type Story } from '../story.js';
import { walk } from './walk.js';

const PATIENCE_MS = 15_000;

/** Odile's two eyes: accepted, harvested, completed by events, paid by a saga, once. */
export async function work(story: Story, cast: Cast): Promise<void> {
  const quest = await accept(story, cast);
  await harvest(story, cast);
  await complete(story, cast, quest);
  await claim(story, cast, quest);
}

function accept(story: Story, { player, playerId }: Cast): Promise<Quest> {
  return story.step(
    'Take Odile Marrow’s first quest',
    'quest-system  svc.quest-system.v1.accept_quest',
    () => player.quests.acceptQuest({ playerId, definitionId: 'first-cut' }, once()),
    ({ title, steps }) => `${title}: ${steps[0]?.text ?? ''}`,
  );
}

function harvest(story: Story, cast: Cast): Promise<unknown> {
  const { player, admin, playerId } = cast;
  return story.step(
    'Somebody has died in Tallow Rooms. Take the eyes; there is no third',
    'body-broker-integration  svc.body-broker-integration.v1.harvest_part → game.part.harvested',
    async () => {
      await walk(cast, 'tallow-rooms');
      const entityId = `corpse-${randomBytes(4).toString('hex')}`;
      const entity = { id: entityId, kind: 'corpse', name: 'The lodger', locationId: 'tallow-rooms' };
      await admin.world.upsertEntity({ worldId: 'main', entity });
      const take = (): Promise<Part> =>
        player.broker.harvestPart(
          { playerId, source: { kind: SourceKind.CORPSE, entityId }, partType: 'eye', skill: 60 },
          once(),
        );
      const parts = [await take(), await take()];
      const third = await take().then(
        () => 'taken',
        (error: { reason?: string }) => error.reason ?? 'refused',
      );
      expectThat(third === 'SOURCE_EXHAUSTED', `the third eye was ${third}`);
      return { parts, third };
    },
    ({ parts, third }) =>
      `${parts.map(({ freshness }) => `an eye, freshness ${freshness.toFixed(1)}`).join('; ')}; then ${third}`,
  );
}

function complete(story: Story, { player }: Cast, { id }: Quest): Promise<unknown> {
  return story.step(
    'The quest has heard',
    'GAME_EVENTS → quest-system → game.quest.completed',
    async () => {
      const start = performance.now();
      for (;;) {
        const { status } = await player.quests.getQuest({ questId: id });
        if (status === QuestStatus.COMPLETED) return performance.now() - start;
        expectThat(performance.now() - start < PATIENCE_MS, `it is ${QuestStatus[status]}`);
        await delay(20);
      }
    },
    (ms) => `COMPLETED, ${ms.toFixed(0)} ms after the cut`,
  );
}

function claim(story: Story, { player, playerId }: Cast, { id }: Quest): Promise<unknown> {
  const marks = async (): Promise<bigint> =>
    (await player.payment.getWallet({ playerId })).balances.find(({ currency }) => currency === 'MARK')?.available ??
    0n;
  return story.step(
    'Claim the reward twice at once: one saga of six steps, one payment',
    'orchestration  quest_reward: quest-system, body-broker-integration, payment, npc-behavior, story-teller',
    async () => {
      const before = await marks();
      const options = { idempotencyKey: randomUUID() };
      await Promise.all([1, 2].map(() => player.quests.claimRewards({ questId: id }, options)));
      const end = performance.now() + PATIENCE_MS;
      for (;;) {
        const { status } = await player.quests.getQuest({ questId: id });
        if (status === QuestStatus.CLAIMED) break;
        expectThat(performance.now() < end, `it is ${QuestStatus[status]}`);
        await delay(50);
      }
      const gained = (await marks()) - before;
      expectThat(gained > 0n, 'nothing was paid');
      return gained;
    },
    (gained) => `CLAIMED; ${gained} marks richer`,
  );
}
