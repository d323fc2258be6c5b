import { createHash } from 'node:crypto';
import { PhraseIntent } from '@bodybroker/contracts-language-system';
import type { Deps } from '../deps.js';
import type { TonguePhrase } from '../domain/greeting.js';
import type { Intent } from '../domain/intent.js';
import { voiceOf, type Npc } from '../domain/npc.js';
import { orElse } from './or-else.js';

const BY_INTENT: Readonly<Partial<Record<Intent, PhraseIntent>>> = {
  GREET: PhraseIntent.GREETING,
  THREAT: PhraseIntent.THREAT,
  HAGGLE: PhraseIntent.BARGAIN,
  TRADE: PhraseIntent.BARGAIN,
  INSULT: PhraseIntent.CURSE,
  ACCUSE: PhraseIntent.CURSE,
  PLEAD: PhraseIntent.PRAYER,
  CONFESS: PhraseIntent.PRAYER,
};

/** Something an NPC says in its tongue, fitting what was said to it; undefined when it has none, or nobody can word it. */
export async function phraseInTongue(
  { peers, logger, settings }: Deps,
  npc: Npc,
  occasion: { readonly intent: Intent; readonly meeting: string },
): Promise<TonguePhrase | undefined> {
  const languageId = voiceOf(npc, 'language');
  const intent = BY_INTENT[occasion.intent];
  if (languageId === undefined || intent === undefined) return undefined;
  const seed = createHash('sha256').update(`${npc.npcId}\n${occasion.meeting}`).digest().readBigUInt64BE() >> 12n;
  const ask = peers.languages
    .generatePhrase({ languageId, intent, seed }, { timeoutMs: settings.peerMs, as: 'self' })
    .then(({ text, english, gloss }): TonguePhrase => {
      const lemmas = [...new Set(gloss.map(({ lemma }) => lemma).filter((lemma) => lemma !== ''))];
      return { languageId, text, english, lemmas };
    });
  return orElse(ask, undefined, { logger, what: 'language-system' });
}
