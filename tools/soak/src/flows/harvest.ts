import { randomBytes } from 'node:crypto';
import type { Player } from '../player.js';

/** Puts a corpse where the player is and takes parts of it. Answers the parts' ids. */
export async function harvest(player: Player, partType: string, count: number): Promise<readonly string[]> {
  const { api, id, stage } = player;
  const locationId = await player.location();
  const corpse = `corpse-${randomBytes(5).toString('hex')}`;
  await stage.admin.put(`/v1/worlds/main/entities/${corpse}`, {
    entity: { kind: 'corpse', name: 'A stranger', locationId },
  });
  const parts: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const part = await api.post(`/v1/players/${id}/parts:harvest`, {
      source: { kind: 'SOURCE_KIND_CORPSE', entityId: corpse },
      partType,
      skill: 60,
    });
    stage.diary.saw(`part ${part.partId}`, part.version);
    parts.push(part.partId as string);
  }
  return parts;
}
