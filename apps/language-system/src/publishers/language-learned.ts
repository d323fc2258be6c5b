import { LanguageLearned } from '@bodybroker/contracts-language-system';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { WordWeights } from '../domain/fluency.js';
import type { Lesson } from '../storage/knowledge-store.js';

/** Tells that a player has learned words. */
export function languageLearned(lesson: Lesson, weights: WordWeights, clock: Clock): OutboxEvent {
  const { playerId, languageId, lemmas, known, source, version } = lesson;
  return createEvent(
    LanguageLearned,
    { playerId, languageId, lemmas: [...lemmas], level: weights.levelOf(known), source },
    { source: 'language-system', clock, entityId: `${playerId}/${languageId}`, entityVersion: version, playerId },
  );
}
