import type { DiscoveredClue } from '@bodybroker/contracts-environmental-narrative';
import { own, type Casebook } from '../domain/casebook.js';
import { tell, type Unwanted } from '../domain/passage.js';
import type { SceneCatalogue } from '../storage/scene-catalogue.js';

/** Clues a player has, told as the player wants them; those whose scene no longer has them are left out. */
export async function toClues(
  book: Casebook,
  clueIds: readonly string[],
  { catalogue, unwanted }: { readonly catalogue: SceneCatalogue; readonly unwanted: Unwanted },
): Promise<DiscoveredClue[]> {
  const scenes = await catalogue.scenes(clueIds.flatMap((id) => own(book.clues, id)?.sceneId ?? []));
  const clues = new Map(scenes.flatMap(({ value }) => value.clues.map((clue) => [clue.id, clue])));
  return clueIds.flatMap((clueId) => {
    const found = own(book.clues, clueId);
    const clue = clues.get(clueId);
    if (found === undefined || clue === undefined) return [];
    const { incidentId, sceneId, gms } = found;
    const text = tell(clue.passages, unwanted);
    return [{ clueId, incidentId, sceneId, title: clue.title, text, discoveredGms: BigInt(gms) }];
  });
}
