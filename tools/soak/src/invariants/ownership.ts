import type { Diary } from '../diary.js';
import type { Player } from '../player.js';
import type { Json, RestClient } from '../rest-client.js';

/** A part is in one bag only. */
export async function partsHaveOneOwner(players: readonly Player[], admin: RestClient, diary: Diary): Promise<void> {
  const owners = new Map<string, string>();
  for (const player of players) {
    const inventory = await admin.get(`/v1/players/${player.id}/inventory?page_size=200`);
    diary.saw(`inventory of ${player.id}`, inventory.version);
    for (const { partId } of (inventory.parts ?? []) as Json[]) {
      const other = owners.get(partId as string);
      if (other !== undefined && other !== player.id)
        diary.violated(`${partId} is in the bags of ${other} and ${player.id}`);
      owners.set(partId as string, player.id);
    }
  }
}
