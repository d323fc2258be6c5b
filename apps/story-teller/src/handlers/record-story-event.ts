import { ChronicleEntry, RecordStoryEventRequest, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import { markReplay, receiptIfKeyed } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';
import { openStory } from '../domain/open-story.js';
import type { Story } from '../domain/story.js';
import { recordEvent } from '../domain/record-event.js';
import { toEntry } from '../mapping/to-entry.js';

/** Puts something that happened into the chronicle, and lets it count for the tension. */
export const recordStoryEvent =
  ({ stories, rulesOf }: Deps): Handler<IStoryTellerService, 'recordStoryEvent'> =>
  async (request, context) => {
    const { playerId } = request;
    const owner = { playerId, worldId: context.worldId };
    const present = await rulesOf(context.worldId);
    const record = (story: Story | undefined) => {
      const { draft, rules } = openStory(story, owner, present);
      return { draft, entry: recordEvent(draft, request, rules) };
    };
    const receipt = receiptIfKeyed(context, RecordStoryEventRequest.toBinary(request));
    if (receipt === undefined) return toEntry((await stories.change(owner, record)).entry);
    const result = await stories.changeOnce(owner, receipt, record, ({ entry }) =>
      ChronicleEntry.toBinary(toEntry(entry)),
    );
    if (result.status === 'replayed') markReplay(context);
    return ChronicleEntry.fromBinary(result.response);
  };
