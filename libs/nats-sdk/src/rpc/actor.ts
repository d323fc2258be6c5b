import type { Actor } from './call-context.js';

export const ANONYMOUS: Actor = Object.freeze({ kind: 'anonymous', id: '' });

const WRITTEN = /^(player|service|admin):(.+)$/;

/** `player:<id>`, `service:<name>`, `admin:<id>` or `anonymous`. */
export function formatActor(actor: Actor): string {
  return actor.kind === 'anonymous' ? 'anonymous' : `${actor.kind}:${actor.id}`;
}

/** Reads what {@link formatActor} wrote; undefined when it is nothing of that. */
export function parseActor(text: string): Actor | undefined {
  if (text === 'anonymous') return ANONYMOUS;
  const match = WRITTEN.exec(text);
  if (match === null) return undefined;
  const [, kind, id] = match;
  return { kind, id } as Actor;
}
