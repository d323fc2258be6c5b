import type { Clock } from '@bodybroker/domain';
import type { WordWeights } from './domain/fluency.js';
import type { PhraseBook } from './domain/make-phrase.js';
import type { CompilePattern } from './domain/pattern.js';
import type { KnowledgeStore } from './storage/knowledge-store.js';
import type { Tongues } from './storage/tongues.js';
import type { LanguageModels } from './translating/language-models.js';
import type { Translator } from './translating/translator.js';
import type { Understanding } from './translating/understanding.js';

/** What the handlers, subscribers and workers of this service are built from. */
export interface Deps {
  readonly tongues: Tongues;
  readonly knowledge: KnowledgeStore;
  readonly translator: Translator;
  readonly understanding: Understanding;
  readonly models: LanguageModels;
  readonly weights: WordWeights;
  readonly phrases: PhraseBook;
  readonly compile: CompilePattern;
  readonly clock: Clock;
}
