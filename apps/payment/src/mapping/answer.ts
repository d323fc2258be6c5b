import type { Hold, LedgerEntry, PaymentIntent } from '@bodybroker/contracts-payment';
import type { HandlerContext } from '@bodybroker/nats-sdk';
import { markReplay } from '@bodybroker/service-kit';
import type { Posted } from '../ledger/answered-before.js';
import { postedHold } from '../ledger/own-holds.js';
import { postedIntent } from '../paying/posted-intent.js';
import { toEntry } from './to-entry.js';
import { toHold } from './to-hold.js';
import { toIntent } from './to-intent.js';

/** Answers are made from the record of the call and nothing else: a repeat is answered the same, whatever has been forgotten. */
export function entryAnswer(posted: Posted, context: HandlerContext): LedgerEntry {
  if (posted.status === 'unchanged') throw new TypeError('an entry was to be written');
  return toEntry(replied(posted, context).stored.record);
}

export function holdAnswer(posted: Posted, context: HandlerContext): Hold {
  return toHold(postedHold(replied(posted, context), ''));
}

export function intentAnswer(posted: Posted, context: HandlerContext): PaymentIntent {
  return toIntent(postedIntent(replied(posted, context), ''));
}

function replied<Answer extends Posted>(posted: Answer, context: HandlerContext): Answer {
  if (posted.status === 'replayed') markReplay(context);
  return posted;
}
