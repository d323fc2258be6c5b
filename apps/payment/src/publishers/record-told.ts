import {
  AuditFailed,
  EntryKind as WireEntryKind,
  PaymentFailed,
  PaymentRefunded,
  PaymentSucceeded,
  WalletChanged,
} from '@bodybroker/contracts-payment';
import { createEvent, type EventFacts } from '@bodybroker/nats-sdk';
import type { OutboxEvent } from '@bodybroker/storage';
import { accountKind } from '../domain/account.js';
import type { LedgerRecord } from '../domain/ledger-record.js';
import type { PaymentIntent } from '../domain/payment-intent.js';
import { refundedAmount } from '../domain/refund.js';
import { recordId } from '../domain/record-id.js';
import { toEntry } from '../mapping/to-entry.js';
import { toMoney } from '../mapping/to-money.js';
import { toRefund } from '../mapping/to-refund.js';

/** What is published of a record: a changed balance of a player, and what became of a purchase. */
export function recordTold(record: LedgerRecord): readonly OutboxEvent[] {
  const { account, number, atMs, cause } = record;
  const facts: EventFacts = {
    source: 'payment',
    clock: { now: () => atMs },
    entityId: account,
    entityVersion: number,
    ...(cause === undefined ? {} : { context: cause }),
  };
  if (accountKind(account) !== 'player') return [];
  const playerFacts = { ...facts, playerId: account };
  return [...walletTold(record, playerFacts), ...purchaseTold(record, playerFacts, facts)];
}

function walletTold(record: LedgerRecord, facts: EventFacts): readonly OutboxEvent[] {
  const { account: playerId, number, after } = record;
  if (after === undefined) return [];
  const { kind, amount, reason, reference } = toEntry(record);
  const entryId = recordId('ent', record);
  const changed = { playerId, ...after, entryId, kind, amount, reason, reference, version: BigInt(number) };
  return kind === WireEntryKind.UNSPECIFIED ? [] : [createEvent(WalletChanged, changed, facts)];
}

function purchaseTold(record: LedgerRecord, facts: EventFacts, sysFacts: EventFacts): readonly OutboxEvent[] {
  const { account: playerId, intent, news, refund, origin } = record;
  if (origin?.purchase !== undefined) {
    const { store, transactionId, productId, grants, items } = origin.purchase;
    const message = { playerId, productId, store, transactionId, grants: grants.map(toMoney), items: [...items] };
    return [createEvent(PaymentSucceeded, message, facts)];
  }
  if (intent === undefined || news === undefined) return [];
  const { id: intentId, productId } = intent;
  switch (news) {
    case 'PAID':
      return [createEvent(PaymentSucceeded, paid(intent), facts)];
    case 'DECLINED': {
      const decline = intent.lastError === undefined ? {} : { decline: { ...intent.lastError } };
      return [createEvent(PaymentFailed, { playerId, intentId, productId, ...decline }, facts)];
    }
    case 'REFUNDED': {
      const refunded = refundedAmount(intent);
      const message = {
        playerId,
        intentId,
        productId,
        ...(refund === undefined ? {} : { refund: toRefund(intent, refund) }),
        refundedAmount: refunded,
        complete: refunded === intent.capturedAmount,
      };
      return [createEvent(PaymentRefunded, message, facts)];
    }
    case 'PAID_LATE': {
      const finding = `${intentId} was cancelled, and then paid all the same: refund it`;
      return [createEvent(AuditFailed, { account: playerId, findings: [finding] }, sysFacts)];
    }
  }
}

function paid({ id: intentId, account: playerId, productId, capturedAmount, currency, grants, items }: PaymentIntent) {
  const moneys = grants.map(toMoney);
  return { playerId, intentId, productId, amount: capturedAmount, currency, grants: moneys, items: [...items] };
}
