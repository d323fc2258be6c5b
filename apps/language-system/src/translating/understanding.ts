import { guesses, type WordWeights } from '../domain/fluency.js';
import type { KnowledgeStore, Learner } from '../storage/knowledge-store.js';
import type { Tongue } from '../storage/tongue.js';
import type { Tongues } from '../storage/tongues.js';

export interface UnderstandingOptions {
  readonly tongues: Tongues;
  readonly knowledge: KnowledgeStore;
  readonly weights: WordWeights;
}

/** Which words of a language a player understands. */
export class Understanding {
  readonly #options: UnderstandingOptions;

  constructor(options: UnderstandingOptions) {
    this.#options = options;
  }

  /** Known words; and of those known in a related tongue, some, the more the more fluent the player is. */
  async of(learner: Learner, tongue: Tongue): Promise<(lemma: string) => boolean> {
    const { knowledge, weights } = this.#options;
    const { playerId, languageId } = learner;
    const { known } = await knowledge.get(learner);
    const knows = new Set(known);
    const level = weights.levelOf(known);
    const cognates = level === 0 ? new Set<string>() : await this.#cognates(playerId, tongue);
    return (lemma) => knows.has(lemma) || (cognates.has(lemma) && guesses(playerId, languageId, lemma, level));
  }

  async #cognates(playerId: string, { language }: Tongue): Promise<ReadonlySet<string>> {
    const { tongues, knowledge } = this.#options;
    const others = await Promise.all((await tongues.ids()).map((id) => tongues.get(id)));
    const related = others.filter(
      (other) =>
        other !== undefined && (other.language.id === language.parentId || other.language.parentId === language.id),
    );
    const known = await Promise.all(
      related.map((other) => knowledge.get({ playerId, languageId: other?.language.id ?? '' })),
    );
    return new Set(known.flatMap((each) => each.known));
  }
}
