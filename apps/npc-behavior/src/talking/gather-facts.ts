import type { Deps } from '../deps.js';
import type { Npc } from '../domain/npc.js';
import { orElse } from './or-else.js';

/** A sentence an NPC may tell as true. */
export interface KnownFact {
  /** A document's id, or `own-<n>` for what the NPC knows by itself. */
  readonly id: string;
  readonly text: string;
  readonly weight: number;
}

// What one line of talk has room for.
const TOKEN_BUDGET = 400;
const MOST_FACTS = 8;
const LONGEST_QUESTION = 500;
/** What is common knowledge to its tags weighs more than what it says of itself. */
const OWN_WEIGHT = 0.5;

/** What an NPC may tell of a question: the documents its knowledge tags open, and its own sayings. */
export async function gatherFacts(deps: Deps, npc: Npc, question: string): Promise<readonly KnownFact[]> {
  const { peers, logger, settings } = deps;
  const viewer = { npcId: npc.npcId, knowledgeTags: [...npc.knowledgeTags] };
  const request = {
    question: question.slice(0, LONGEST_QUESTION),
    viewer,
    tokenBudget: TOKEN_BUDGET,
    maxFacts: MOST_FACTS,
  };
  const ask = peers.knowledge
    .retrieveContext(request, { timeoutMs: settings.peerMs, as: 'self' })
    .then(({ facts }) => facts.map(({ documentId, text, weight }) => ({ id: documentId, text, weight: 1 + weight })));
  const lore = await orElse(ask, [], { logger, what: 'knowledge-base' });
  return [...lore, ...ownFacts(npc)];
}

/** What an NPC knows whoever is away. */
export function ownFacts(npc: Npc): readonly KnownFact[] {
  return npc.ownFacts.map((text, index) => ({ id: `own-${index + 1}`, text, weight: OWN_WEIGHT }));
}
