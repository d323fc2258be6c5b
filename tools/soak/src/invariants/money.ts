import type { Diary } from '../diary.js';
import type { Player } from '../player.js';
import type { Json, RestClient } from '../rest-client.js';

/** Nobody owes: what is free and what is held are never below nothing. */
export async function walletsArePositive(players: readonly Player[], admin: RestClient, diary: Diary): Promise<void> {
  for (const player of players) {
    const { available, held } = await player.wallet(admin);
    if (available < 0n || held < 0n) diary.violated(`${player.id} has ${available} marks, ${held} held`);
  }
}

/** Every posting has two sides: all entries add up to nothing, in each currency, and the projections say the same as the ledger. */
export async function ledgerIsBalanced(admin: RestClient, diary: Diary): Promise<void> {
  const audit = await admin.post('/v1/ledger:audit');
  if (audit.consistent !== true)
    diary.violated(`the ledger does not add up: ${JSON.stringify(audit.findings ?? audit.sums)}`);
}

/** A quest that was claimed is paid for once; one that was not, not at all. */
export async function rewardsArePaidOnce(players: readonly Player[], admin: RestClient, diary: Diary): Promise<void> {
  for (const player of players) {
    for (const { questId, marks } of player.claims) {
      const { status } = await admin.get(`/v1/quests/${questId}`);
      const paid = await paidFor(admin, player.id, questId);
      const due = String(status).endsWith('CLAIMED') ? marks : 0n;
      if (paid !== due) diary.violated(`${questId} is ${status} and paid ${paid} where ${due} was due`);
    }
  }
}

async function paidFor(admin: RestClient, playerId: string, questId: string): Promise<bigint> {
  let paid = 0n;
  let token = '';
  const ofQuest = new Set<string>();
  do {
    const page = await admin.get(
      `/v1/players/${playerId}/ledger-entries?page_size=200&page_token=${encodeURIComponent(token)}`,
    );
    for (const entry of (page.entries ?? []) as Json[]) {
      const isReward = String(entry.reference).includes(questId) || ofQuest.has(entry.reversesEntryId as string);
      if (!isReward) continue;
      ofQuest.add(entry.entryId as string);
      paid += BigInt(entry.availableDelta ?? 0);
    }
    token = (page.nextPageToken as string | undefined) ?? '';
  } while (token !== '');
  return paid;
}
