import { createHash } from 'node:crypto';

/** 16 characters that stand for an event: what a story remembers of it. 96 bits, so that two events never share them. */
export function eventMark(eventId: string): string {
  return createHash('sha256').update(eventId).digest('base64url').slice(0, 16);
}
