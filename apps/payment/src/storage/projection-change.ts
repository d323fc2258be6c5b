import type { Commit, IndexChange, Put } from '@bodybroker/storage';
import { isClosed, type Hold } from '../domain/hold.js';
import { awaitsProvider, type PaymentIntent } from '../domain/payment-intent.js';
import { exactJson } from '../ledger/exact-json.js';
import type { StoredRecord } from '../ledger/ledger-stream.js';

export const holdCodec = exactJson<Hold>();
export const intentCodec = exactJson<PaymentIntent>();

/** Index of what is to be looked at again, by Unix ms. */
export const DUE = 'due';
/** How soon a transfer that has not arrived is taken further: ms. */
const DELIVERY_GRACE_MS = 2000;

export const marksOf = (account: string): string => `marks:${account}`;
export const entriesOf = (account: string): string => `entries:${account}`;
export const intentsOf = (account: string): string => `intents:${account}`;

/** What is due: a hold that ends, a transfer to be completed, an intent whose provider is to be asked. */
export type DueThing =
  | { readonly kind: 'hold'; readonly id: string }
  | { readonly kind: 'intent'; readonly id: string }
  | { readonly kind: 'sent'; readonly sequence: number };

export function dueMember(thing: DueThing): string {
  return thing.kind === 'sent' ? `sent:${thing.sequence}` : `${thing.kind}:${thing.id}`;
}

export function parseDue(member: string): DueThing {
  const colon = member.indexOf(':');
  const [kind, rest] = [member.slice(0, colon), member.slice(colon + 1)];
  if (kind === 'sent') return { kind, sequence: Number(rest) };
  return { kind: kind === 'hold' ? 'hold' : 'intent', id: rest };
}

/** An entry as its index names it: enough to choose by currency and time without reading the ledger. */
export interface EntryRef {
  readonly sequence: number;
  readonly currency: string;
  readonly atMs: number;
}

function entryMember({ sequence, currency, atMs }: EntryRef): string {
  return `${sequence}:${currency}:${atMs}`;
}

export function parseEntry(member: string): EntryRef {
  const [sequence = '', currency = '', atMs = ''] = member.split(':');
  return { sequence: Number(sequence), currency, atMs: Number(atMs) };
}

/** All that some records of one account change beside the wallet. Only what is true after the last of them is written. */
export function projectionChange(
  stored: readonly StoredRecord[],
  reconcileMs: number,
): Required<Pick<Commit, 'puts' | 'indexes'>> {
  const puts = new Map<string, Put>();
  const indexes = new Map<string, IndexChange>();
  const set = (change: IndexChange): void => {
    if (change.op !== 'trim') indexes.set(`${change.index} ${change.member}`, change);
  };
  for (const { sequence, record } of stored) {
    const { account, number, atMs, hold, intent, call, marks = [], after, forward } = record;
    for (const member of call === undefined ? marks : [call.mark, ...marks]) {
      set({ op: 'set', index: marksOf(account), member, score: sequence });
    }
    if (after !== undefined) {
      const member = entryMember({ sequence, currency: after.currency, atMs });
      set({ op: 'set', index: entriesOf(account), member, score: number });
    }
    if (hold !== undefined) {
      puts.set(`hold ${hold.id}`, { kind: 'hold', id: hold.id, bytes: holdCodec.encode(hold) });
      set(due({ kind: 'hold', id: hold.id }, isClosed(hold) ? undefined : hold.expiresMs));
    }
    if (intent !== undefined) {
      puts.set(`intent ${intent.id}`, { kind: 'intent', id: intent.id, bytes: intentCodec.encode(intent) });
      if (intent.version === 1) set({ op: 'set', index: intentsOf(account), member: intent.id, score: number });
      set(due({ kind: 'intent', id: intent.id }, awaitsProvider(intent) ? atMs + reconcileMs : undefined));
    }
    if (forward !== undefined) set(due({ kind: 'sent', sequence }, atMs + DELIVERY_GRACE_MS));
  }
  return { puts: [...puts.values()], indexes: [...indexes.values()] };
}

function due(thing: DueThing, atMs: number | undefined): IndexChange {
  const member = dueMember(thing);
  return atMs === undefined ? { op: 'remove', index: DUE, member } : { op: 'set', index: DUE, member, score: atMs };
}
