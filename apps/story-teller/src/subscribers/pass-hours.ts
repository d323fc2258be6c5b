import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import { nextPhaseGms } from '../domain/pulse.js';

/** A world's time has moved: players whose phase has ended by it are told so. Safe to run twice. */
export async function passHours(
  { worldIds, worlds, stories, rulesOf }: Pick<Deps, 'worldIds' | 'worlds' | 'stories' | 'rulesOf'>,
  worldId: string,
  gms: number,
): Promise<void> {
  if (!worldIds.has(worldId)) return;
  await worlds.moveTo(worldId, gms);
  const present = await rulesOf(worldId);
  for await (const playerId of stories.phasesDue(worldId, present.moment.gms)) {
    const owner = { playerId, worldId };
    await stories.changeIf(owner, (story) => {
      const isDue = story !== undefined && (nextPhaseGms(story.pulse) ?? Infinity) <= present.moment.gms;
      if (!isDue) return undefined;
      const { draft } = openStory(story, owner, present);
      draft.finish();
      return { draft };
    });
  }
}
