import { BeatRun as WireRun, ChooseOptionRequest, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { isDomainError } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { assertChoosable } from '../domain/beat-run.js';
import { openStory } from '../domain/open-story.js';
import { endRun, makeChoice } from '../domain/play-beat.js';
import type { Story } from '../domain/story.js';
import { continueTelling } from '../ink/tell-beat.js';
import { requireOwnRun } from '../mapping/require-own-run.js';
import { toRun } from '../mapping/to-run.js';
import type { StoryWrite } from '../storage/stories.js';

/** Goes on with a run by one of its choices. */
export const chooseOption =
  (deps: Deps): Handler<IStoryTellerService, 'chooseOption'> =>
  async (request, context) => {
    const { beatRunId: id, choiceIndex, expectedTurn } = request;
    const owner = requireOwnRun(id, context);
    const present = await deps.rulesOf(owner.worldId);
    const { without } = await deps.tastes.of(owner.playerId);
    const choose = async (story: Story | undefined): Promise<Required<StoryWrite>> => {
      const { value: run, version } = await deps.stories.run(id);
      assertChoosable(id, run, choiceIndex, expectedTurn);
      const { draft, rules } = openStory(story, owner, present);
      const telling = await deps.catalogues.telling(run.tellingHash).catch(whenGone);
      const passage = await continueTelling(telling, run.inkState, choiceIndex);
      const beat = rules.catalogue.beats.get(run.beatId);
      const chosen = { runId: id, run, choiceIndex };
      const next = passage
        ? makeChoice(draft, chosen, beat, passage, rules, context.correlationId)
        : endRun(draft, id, run, 'FAILED', rules);
      return { draft, run: { id, value: next, version } };
    };
    const show = ({ run: { value, version } }: Required<StoryWrite>): WireRun =>
      toRun(id, value, version + 1n, without);
    const receipt = receiptIfKeyed(context, ChooseOptionRequest.toBinary(request));
    if (receipt === undefined) return show(await deps.stories.change(owner, choose));
    const result = await deps.stories.changeOnce(owner, receipt, choose, (write) => WireRun.toBinary(show(write)));
    if (result.status === 'replayed') markReplay(context);
    return WireRun.fromBinary(result.response);
  };

function whenGone(error: unknown): undefined {
  if (!isDomainError(error) || error.code !== 'NOT_FOUND') throw error;
}
