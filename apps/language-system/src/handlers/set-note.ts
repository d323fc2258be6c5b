import type { ILanguageSystemService } from '@bodybroker/contracts-language-system';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { writeNote } from '../domain/note.js';
import { noteChanged } from '../publishers/note-changed.js';

/** Writes a note, new or not. */
export const setNote =
  ({ notes, clock }: Deps): Handler<ILanguageSystemService, 'setNote'> =>
  async ({ noteId, text, expectedVersion }) => {
    const note = writeNote(text);
    const { version } = await notes.set(noteId, expectedVersion, (next) => ({
      value: note,
      events: [noteChanged(noteId, next, clock)],
    }));
    return { noteId, text: note.text, version };
  };
