import { ArcStatus, PacingPhase, StoryState, type BeatRun as WireRun } from '@bodybroker/contracts-story-teller';
import type { Catalogue } from '../domain/catalogue.js';
import { shownTension } from '../domain/pulse.js';
import { arcStatus, type Story } from '../domain/story.js';

/** A player's story as the contract says it; arcs by id. */
export function toState(
  story: Story,
  version: bigint,
  { arcs }: Pick<Catalogue, 'arcs'>,
  activeBeat: WireRun | undefined,
): StoryState {
  const { pulse } = story;
  const until = pulse.untilGms === undefined ? {} : { untilGms: BigInt(Math.round(pulse.untilGms)) };
  return StoryState.create({
    playerId: story.playerId,
    arcs: [...arcs.values()].map(({ id, title }) => {
      const progress = story.arcs[id];
      const endingId = progress === undefined || progress.status === 'ACTIVE' ? '' : progress.endingId;
      return { arcId: id, title, status: ArcStatus[arcStatus(story, id)], actId: progress?.actId ?? '', endingId };
    }),
    qualities: { ...story.qualities },
    tension: shownTension(pulse),
    pacing: { phase: PacingPhase[pulse.phase], ...until },
    ...(activeBeat === undefined ? {} : { activeBeat }),
    version,
  });
}
