import { NoteChanged } from '@bodybroker/contracts-world-state';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';

/** Tells that a note was written; committed with the note itself. */
export function noteChanged(noteId: string, version: bigint, clock: Clock): OutboxEvent {
  return createEvent(
    NoteChanged,
    { noteId, version },
    { source: 'world-state', clock, entityId: noteId, entityVersion: version },
  );
}
