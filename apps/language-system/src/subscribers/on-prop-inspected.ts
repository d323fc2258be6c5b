import { PropInspectedEvent } from '@bodybroker/contracts-environmental-narrative';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { tokensOf } from '../domain/tokens.js';
import { hearWords } from './hear-words.js';

const durable = 'language-system-props';

/** An inscription teaches its words, as hearing does. */
export const onPropInspected = (deps: Deps): Subscriber =>
  subscriber({
    event: PropInspectedEvent,
    durable: 'language-system-props',
    filterSubject: 'narr.scene.prop_inspected.*',
    handle: ({ playerId, languageId, inscriptionEnglish, propId }, { event: { eventId, type } }) => {
      const words = tokensOf(inscriptionEnglish).flatMap(({ kind, text }) => (kind === 'word' ? [text] : []));
      return hearWords(deps, { playerId, languageId, words, source: `prop:${propId}` }, { durable, type, eventId });
    },
  });
