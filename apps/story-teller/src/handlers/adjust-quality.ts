import { AdjustedQuality, AdjustQualityRequest, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptOf } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import { adjustQuality as adjusted } from '../domain/record-event.js';

/** Changes one quality of a player, once for each key. */
export const adjustQuality =
  ({ stories, rulesOf }: Deps): Handler<IStoryTellerService, 'adjustQuality'> =>
  async (request, context) => {
    const { playerId, name, change } = request;
    if (change.oneofKind === undefined) throw invalidArgument('change', 'needs a delta or a set', 'FIELD_REQUIRED');
    const amount = change.oneofKind === 'set' ? change.set : change.delta;
    const wanted = { name, kind: change.oneofKind, amount };
    const owner = { playerId, worldId: context.worldId };
    const present = await rulesOf(context.worldId);
    const result = await stories.changeOnce(
      owner,
      receiptOf(context, AdjustQualityRequest.toBinary(request)),
      (story) => {
        const { draft, rules } = openStory(story, owner, present);
        return { draft, value: adjusted(draft, wanted, rules) };
      },
      ({ value }) => AdjustedQuality.toBinary({ playerId, name, value }),
    );
    if (result.status === 'replayed') markReplay(context);
    return AdjustedQuality.fromBinary(result.response);
  };
