import { BeatRun, StartBeatRequest, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { isChainCut } from '../domain/apply-effects.js';
import { openStory } from '../domain/open-story.js';
import { assertStartable, nextRunId, startBeat as started } from '../domain/play-beat.js';
import { beginTelling } from '../ink/tell-beat.js';
import { toRun } from '../mapping/to-run.js';

/** Starts a beat, once for each key. */
export const startBeat =
  (deps: Deps): Handler<IStoryTellerService, 'startBeat'> =>
  async (request, context) => {
    const { playerId, beatId } = request;
    const { worldId, correlationId } = context;
    const owner = { playerId, worldId };
    if (isChainCut(correlationId))
      deps.logger.warn('a beat is too far down a chain of beats', { beatId, correlationId });
    const present = await deps.rulesOf(worldId, request.context);
    const beat = await deps.catalogues.beat(beatId);
    const [telling, { without }] = await Promise.all([
      deps.catalogues.telling(beat.tellingHash),
      deps.tastes.of(playerId),
    ]);
    const result = await deps.stories.changeOnce(
      owner,
      receiptOf(context, StartBeatRequest.toBinary(request)),
      async (story) => {
        const { draft, rules } = openStory(story, owner, present);
        assertStartable(draft, beat, rules);
        const id = nextRunId(draft);
        const passage = await beginTelling(telling, beat, draft.story, deps.worldSeed);
        return { draft, run: { id, value: started(draft, beat, passage, rules, correlationId), version: 0n } };
      },
      ({ run: { id, value } }) => BeatRun.toBinary(toRun(id, value, 1n, without)),
    );
    if (result.status === 'replayed') markReplay(context);
    return BeatRun.fromBinary(result.response);
  };
