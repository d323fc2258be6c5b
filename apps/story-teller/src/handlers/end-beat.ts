import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import { endRun } from '../domain/play-beat.js';
import { requireOwnRun } from '../mapping/require-own-run.js';
import { toRun } from '../mapping/to-run.js';

/** Ends a run, told to its end or not; one that is over stays as it is. */
export const endBeat =
  ({ stories, tastes, rulesOf }: Deps): Handler<IStoryTellerService, 'endBeat'> =>
  async ({ beatRunId: id }, context) => {
    const owner = requireOwnRun(id, context);
    const present = await rulesOf(owner.worldId);
    const { without } = await tastes.of(owner.playerId);
    await stories.changeIf(owner, async (story) => {
      const { value: run, version } = await stories.run(id);
      if (run.status !== 'RUNNING') return undefined;
      const { draft, rules } = openStory(story, owner, present);
      return { draft, run: { id, value: endRun(draft, id, run, 'ENDED', rules), version } };
    });
    const { value, version } = await stories.run(id);
    return toRun(id, value, version, without);
  };
