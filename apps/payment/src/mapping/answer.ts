import type { Hold, LedgerEntry, PaymentIntent } from '@bodybroker/contracts-payment';
import type { HandlerContext } from '@bodybroker/nats-sdk';
import { markReplay } from '@bodybroker/service-kit';
import type { Posted } from '../ledger/answered-before.js';
import { postedHold } from '../ledger/own-holds.js';
import type { Released } from '../ledger/release.js';
import { postedIntent } from '../paying/posted-intent.js';
import { toEntry } from './to-entry.js';
import { toHold } from './to-hold.js';
import { toIntent } from './to-intent.js';
import { toVoidHold } from './to-void-hold.js';

/** Answers are made from the record of the call and nothing else: a repeat is answered the same, whatever has been forgotten. */
export function entryAnswer(posted: Posted, context: HandlerContext): LedgerEntry {
  if (posted.status === 'unchanged') throw new TypeError('an entry was to be written');
  return toEntry(replied(posted, context).stored.record);
}

export function holdAnswer(posted: Posted, context: HandlerContext): Hold {
  return toHold(postedHold(replied(posted, context), ''));
}

/** The hold; or, where the call that would have made it was kept from it, a void one. */
export function releaseAnswer(released: Released, context: HandlerContext): Hold {
  if (released.status === 'voided') return toVoidHold(released.stored.record);
  if (released.status === 'unchanged' || released.stored.record.kind !== 'VOID') return holdAnswer(released, context);
  return toVoidHold(replied(released, context).stored.record);
}

export function intentAnswer(posted: Posted, context: HandlerContext): PaymentIntent {
  return toIntent(postedIntent(replied(posted, context), ''));
}

function replied<Answer extends Posted>(posted: Answer, context: HandlerContext): Answer {
  if (posted.status === 'replayed') markReplay(context);
  return posted;
}
