import type { Deps } from '../deps.js';
import { hear } from '../domain/fluency.js';
import { lemmasIn } from '../domain/known-lemmas.js';

/** Words that a player came upon in a language. */
export interface Hearing {
  readonly playerId: string;
  readonly languageId: string;
  /** In English. */
  readonly words: readonly string[];
  readonly source: string;
}

/** Words one event teaches at most. */
const MOST_WORDS = 50;

/** Counts words as heard once more, once for each event; those heard often enough are learned. */
export async function hearWords(
  { tongues, knowledge }: Deps,
  { playerId, languageId, words, source }: Hearing,
  event: { readonly durable: string; readonly type: string; readonly eventId: string },
): Promise<void> {
  const tongue = playerId === '' || languageId === '' ? undefined : await tongues.get(languageId);
  if (tongue === undefined) return;
  const lemmas = lemmasIn(tongue.lexicon, words).slice(0, MOST_WORDS);
  if (lemmas.length === 0) return;
  await knowledge.changeOnce(
    { playerId, languageId },
    { receipt: { actor: event.durable, method: event.type, key: event.eventId, fingerprint: '' }, source },
    (before) => hear(before, lemmas),
    () => new Uint8Array(0),
  );
}
