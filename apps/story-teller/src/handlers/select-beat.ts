import { BeatKind, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import { selectBeats } from '../domain/select-beats.js';

const USUAL_LIMIT = 5;

/** The beats that could run now, the best first. */
export const selectBeat =
  ({ stories, worldSeed, rulesOf }: Deps): Handler<IStoryTellerService, 'selectBeat'> =>
  async ({ playerId, context, limit }, { worldId }) => {
    const owner = { playerId, worldId };
    const [present, kept] = await Promise.all([rulesOf(worldId, context), stories.get(owner)]);
    const { draft, rules } = openStory(kept?.value, owner, present);
    const candidates = selectBeats(draft.story, rules, { worldSeed, limit: limit === 0 ? USUAL_LIMIT : limit });
    return {
      candidates: candidates.map(({ beat: { id, title, kind, arcId }, salience, reasons }) => ({
        beatId: id,
        title,
        kind: BeatKind[kind],
        arcId,
        salience,
        reasons: [...reasons],
      })),
    };
  };
