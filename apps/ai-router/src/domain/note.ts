import { invalidArgument } from '@bodybroker/domain';

export interface Note {
  readonly text: string;
}

/** A note of this text, spaces around it left out. @throws DomainError INVALID_ARGUMENT BLANK_NOTE */
export function writeNote(text: string): Note {
  const trimmed = text.trim();
  if (trimmed === '') throw invalidArgument('text', 'must not be blank', 'BLANK_NOTE');
  return { text: trimmed };
}
