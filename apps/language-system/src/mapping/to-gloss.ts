import type { GlossItem } from '@bodybroker/contracts-language-system';
import type { Actor } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import type { GlossedWord } from '../translating/translator.js';

/** The gloss of a translation for who asks: a player is told which words they know. */
export async function toGloss(
  gloss: readonly GlossedWord[],
  { knowledge }: Pick<Deps, 'knowledge'>,
  actor: Actor,
  languageId: string,
): Promise<GlossItem[]> {
  const known = actor.kind === 'player' ? (await knowledge.get({ playerId: actor.id, languageId })).known : undefined;
  const knows = known && new Set(known);
  return gloss.map(({ source, form, lemma, features, isWord }) => ({
    source,
    form,
    lemma,
    features: [...features],
    known: knows === undefined ? isWord : knows.has(lemma),
  }));
}
