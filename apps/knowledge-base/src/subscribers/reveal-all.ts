import type { Deps } from '../deps.js';

/** Tells a player of every document that something reveals, such as `quest:first-cut`. Safe to run twice. */
export async function revealAll(
  { library, documents, known, keeper, clock }: Deps,
  playerId: string,
  causes: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await keeper.ready(signal);
  for (const { documents: indexed } of library.indexes([])) {
    for (const { collection, id, revealedBy } of indexed.values()) {
      const source = revealedBy.find((each) => causes.includes(each));
      const document = source === undefined ? undefined : await documents.get(collection, id);
      if (document === undefined || source === undefined) continue;
      await known.reveal(playerId, document.value, { source, nowMs: clock.now() });
    }
  }
}
