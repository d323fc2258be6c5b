import { LanguageCreated, Register } from '@bodybroker/contracts-language-system';
import type { Clock } from '@bodybroker/domain';
import { createEvent } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import type { Language } from '../domain/language.js';

/** Tells that a language has come into being. */
export function languageCreated({ id, name, register }: Language, clock: Clock): OutboxEvent {
  return createEvent(
    LanguageCreated,
    { languageId: id, name, register: Register[register] },
    { source: 'language-system', clock, entityId: id, entityVersion: 1 },
  );
}
