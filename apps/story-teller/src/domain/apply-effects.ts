import type { BeatCard, BeatEffects } from './beat.js';
import { MAX_CHAIN, nextInChain, readChain } from './beat-chain.js';
import { errandId, type Wish } from './errand.js';
import { withQuality } from './qualities.js';
import { endArc, moveArc, type StoryRules } from './settle-arcs.js';
import type { StoryDraft } from './story-draft.js';

/** Of which turn of which run effects are. */
export interface EffectSource {
  readonly card: BeatCard;
  readonly runId: string;
  readonly turn: number;
  /** Of the call that led to it. */
  readonly correlationId: string;
}

/**
 * Does what a beat does to its story, and notes down as errands what other services are to do. A beat too far down a chain of
 * beats asks nothing of others: so chains end.
 */
export function applyEffects(
  draft: StoryDraft,
  effects: readonly BeatEffects[],
  source: EffectSource,
  { catalogue }: Pick<StoryRules, 'catalogue'>,
): void {
  const arc = catalogue.arcs.get(source.card.arcId);
  for (const { qualities, actId, endingId } of effects) {
    for (const change of qualities) draft.change({ qualities: withQuality(draft.story.qualities, change) });
    if (arc !== undefined && actId !== '') moveArc(draft, arc, actId);
    if (arc !== undefined && endingId !== '') endArc(draft, arc, endingId);
  }
  if (isChainCut(source.correlationId)) return;
  const { playerId, worldId } = draft.story;
  for (const wish of effects.flatMap(wishesOf)) {
    const id = errandId(source.runId, source.turn, draft.errands.length + 1);
    const correlationId = nextInChain(source.correlationId);
    draft.errands.push({ id, playerId, worldId, beatId: source.card.id, correlationId, wish, attempts: 0 });
  }
}

/** Whether a beat in this chain may still ask something of others. */
export const isChainCut = (correlationId: string): boolean => readChain(correlationId).depth >= MAX_CHAIN;

function wishesOf({
  facts,
  weather,
  questDefinitionId,
  revealDocumentId,
  relationships,
}: BeatEffects): readonly Wish[] {
  return [
    ...(facts.length === 0 ? [] : [{ kind: 'facts', facts } as const]),
    ...(weather === undefined ? [] : [{ kind: 'weather', weather } as const]),
    ...(revealDocumentId === '' ? [] : [{ kind: 'reveal', documentId: revealDocumentId } as const]),
    ...(questDefinitionId === '' ? [] : [{ kind: 'quest', definitionId: questDefinitionId } as const]),
    ...relationships.map((change) => ({ kind: 'relationship', change }) as const),
  ];
}
