import type { IStoryTellerService } from '@bodybroker/contracts-story-teller';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { checkStory } from '../domain/check-story.js';

/** What is wrong with an arc, and which of its beats can never run. */
export const validateStory =
  ({ catalogues, conditions }: Deps): Handler<IStoryTellerService, 'validateStory'> =>
  async ({ arcId }) => {
    const { value: arc } = await catalogues.arc(arcId);
    const { errors, unreachable } = checkStory(arc, await catalogues.read(), conditions);
    return { arcId, errors: [...errors], unreachableBeatIds: [...unreachable] };
  };
