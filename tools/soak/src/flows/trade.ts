import { setTimeout as delay } from 'node:timers/promises';
import type { Player } from '../player.js';
import type { Json } from '../rest-client.js';
import { harvest } from './harvest.js';

const PATIENCE_MS = 60_000;

/** A client's contract: taken, delivered twice at once, settled by the saga; parts and money move together, once. */
export async function trade(player: Player): Promise<void> {
  const { api, id, stage } = player;
  await player.walkTo('tallow-rooms');
  const demand = { partType: 'eye', minGrade: 'GRADE_F', minFreshness: 1, count: 1 };
  const { gms } = await api.get('/v1/worlds/main/time');
  const contract = await stage.admin.post('/v1/contracts', {
    clientNpcId: 'widow-sallow',
    demand,
    price: '30',
    deadlineGms: String(Number(gms) + 5 * 86_400_000),
    playerId: id,
  });
  const path = `/v1/contracts/${contract.contractId}`;
  const taken = await api.post(`${path}:accept`, { expectedVersion: contract.version });
  stage.diary.saw(contract.contractId as string, taken.version);
  const [part] = await harvest(player, 'eye', 1);
  const before = await player.wallet();
  const deliveries = await Promise.allSettled([
    api.post(`${path}:deliver`, { partIds: [part] }),
    api.post(`${path}:deliver`, { partIds: [part] }),
  ]);
  if (deliveries.every(({ status }) => status === 'rejected')) throw (deliveries[0] as PromiseRejectedResult).reason;
  const endsAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const { status, version } = (await api.get(path)) as Json;
    stage.diary.saw(contract.contractId as string, version);
    if (String(status).endsWith('SETTLED')) break;
    // Undone: the part is back, and so is the contract.
    if (String(status).endsWith('ACCEPTED')) return;
    if (performance.now() > endsAt)
      return stage.diary.violated(`${contract.contractId} is still ${status} after a minute`);
    await delay(250);
  }
  const after = await player.wallet();
  if (after.available - before.available !== BigInt(taken.price ?? 30)) {
    stage.diary.violated(`${contract.contractId} paid ${after.available - before.available}, not ${taken.price}`);
  }
  const mine = await api.get(`/v1/players/${id}/inventory?page_size=200`);
  if (((mine.parts ?? []) as Json[]).some(({ partId }) => partId === part)) {
    stage.diary.violated(`${part} was paid for and is still in the bag of ${id}`);
  }
}
