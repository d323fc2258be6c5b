import { NoteChanged } from '@bodybroker/contracts-story-teller';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';

/** Tells that a note was written; committed with the note itself. */
export function noteChanged(noteId: string, version: bigint, clock: Clock): OutboxEvent {
  return createEvent(
    NoteChanged,
    { noteId, version },
    { source: 'story-teller', clock, entityId: noteId, entityVersion: version },
  );
}
