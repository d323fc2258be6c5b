import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Player } from '../player.js';
import type { Json } from '../rest-client.js';
import { harvest } from './harvest.js';

const PATIENCE_MS = 60_000;

/** Odile's two eyes: accepted, harvested, completed by events, claimed twice at once, paid once by the saga. */
export async function quest(player: Player): Promise<void> {
  const { api, id, stage } = player;
  const before = await player.wallet();
  const accepted = await api.post(`/v1/players/${id}/quests`, { definitionId: 'first-cut' });
  const questId = accepted.id as string;
  await player.walkTo('tallow-rooms');
  await harvest(player, 'eye', 2);
  await until(player, questId, ['COMPLETED']);
  const key = randomUUID();
  const claim = (idempotencyKey: string): Promise<Json> =>
    api.post(`/v1/quests/${questId}:claim`, {}, { idempotencyKey });
  // Twice with one key, once with another.
  const claims = await Promise.allSettled([claim(key), claim(key), claim(randomUUID())]);
  if (claims.every(({ status }) => status === 'rejected')) throw (claims[0] as PromiseRejectedResult).reason;
  const reward = BigInt(((accepted.rewards?.currency ?? []) as Json[])[0]?.amount ?? 0);
  player.claims.push({ questId, marks: reward });
  const ended = await until(player, questId, ['CLAIMED', 'COMPLETED']);
  if (ended !== 'CLAIMED') return;
  const after = await player.wallet();
  const gained = after.available + after.held - before.available - before.held;
  if (gained !== reward) stage.diary.violated(`${questId} paid ${gained} where ${reward} was due`);
}

async function until(player: Player, questId: string, statuses: readonly string[]): Promise<string> {
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const { status, version } = await player.api.get(`/v1/quests/${questId}`);
    player.stage.diary.saw(questId, version);
    const name = String(status).replace('QUEST_STATUS_', '');
    if (statuses.includes(name) && (name !== 'COMPLETED' || statuses.length === 1)) return name;
    if (performance.now() > endsAt) {
      player.stage.diary.violated(
        `${questId} is still ${name} after ${PATIENCE_MS / 1000} s, not ${statuses.join(' or ')}`,
      );
      return name;
    }
    await delay(250);
  }
}
