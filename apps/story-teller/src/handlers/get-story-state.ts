import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import { toRun } from '../mapping/to-run.js';
import { toState } from '../mapping/to-state.js';

/** Where a player is in all stories. */
export const getStoryState =
  ({ stories, tastes, rulesOf }: Deps): Handler<IStoryTellerService, 'getStoryState'> =>
  async ({ playerId }, { worldId }) => {
    const owner = { playerId, worldId };
    const [rules, kept] = await Promise.all([rulesOf(worldId), stories.get(owner)]);
    const { draft } = openStory(kept?.value, owner, rules);
    const { activeRunId } = draft.story;
    const run = activeRunId === undefined ? undefined : await stories.run(activeRunId);
    const active = run && toRun(run.id, run.value, run.version, (await tastes.of(playerId)).without);
    return toState(draft.story, kept?.version ?? 0n, rules.catalogue, active);
  };
