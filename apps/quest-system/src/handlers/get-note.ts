import type { IQuestSystemService } from '@bodybroker/contracts-quest-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';

/** The note of this id. */
export const getNote =
  ({ notes }: Deps): Handler<IQuestSystemService, 'getNote'> =>
  async ({ noteId }) => {
    const { value, version } = await notes.require(noteId);
    return { noteId, text: value.text, version };
  };
