import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import { HOUSE, mayOwe } from './account.js';
import type { WalletCurrency } from './currency.js';
import type { Draft, Forward, LedgerRecord, StorePurchase } from './ledger-record.js';
import { move } from './leg.js';
import type { RecordPlace } from './record-id.js';
import { checkOpen, type Wallet } from './wallet.js';

/** What a caller asks to be moved. */
export interface MoneyOrder {
  readonly currency: WalletCurrency;
  readonly amount: bigint;
  readonly reason: string;
  readonly reference: string;
}

/** @throws DomainError FAILED_PRECONDITION ACCOUNT_FROZEN */
export function credit(wallet: Wallet, { currency, amount, reason, reference }: MoneyOrder): Draft {
  checkOpen(wallet);
  const legs = move(currency, amount, { account: HOUSE.treasury }, { account: wallet.account });
  return { kind: 'CREDIT', legs, reason, reference };
}

/** @throws DomainError FAILED_PRECONDITION ACCOUNT_FROZEN */
export function debit(wallet: Wallet, { currency, amount, reason, reference }: MoneyOrder): Draft {
  checkOpen(wallet);
  const legs = move(currency, amount, { account: wallet.account }, { account: HOUSE.treasury });
  return { kind: 'DEBIT', legs, reason, reference };
}

export interface TransferOrder extends MoneyOrder {
  readonly from: string;
  readonly to: string;
}

/**
 * The account a transfer is written on. What the world pays is written on the payee: the world may owe, so nothing is to be
 * claimed on its side, and its accounts do not become a queue that everybody stands in.
 * @throws DomainError INVALID_ARGUMENT SAME_ACCOUNT
 */
export function transferAccount({ from, to }: Pick<TransferOrder, 'from' | 'to'>): string {
  if (from === to) throw invalidArgument('to_account', 'must be another account than from_account', 'SAME_ACCOUNT');
  return mayOwe(from) && !mayOwe(to) ? to : from;
}

/**
 * The record that begins a transfer, on its {@link transferAccount}. Between two players the money goes into transit and a record
 * of the payee takes it out again.
 * @throws DomainError FAILED_PRECONDITION ACCOUNT_FROZEN
 */
export function transfer(wallet: Wallet, order: TransferOrder): Draft {
  checkOpen(wallet);
  const { from, to, currency, amount, reason, reference } = order;
  const isDirect = mayOwe(to) || wallet.account === to;
  return {
    kind: wallet.account === to ? 'TRANSFER_IN' : 'TRANSFER_OUT',
    legs: move(currency, amount, { account: from }, { account: isDirect ? to : HOUSE.transit }),
    reason,
    reference,
    ...(isDirect ? {} : { forward: { account: to, moneys: [{ currency, amount }] } }),
  };
}

/** Names, on the payee, the arrival of what a record has sent off: it happens once. */
export function arrivalMark({ account, number }: RecordPlace): string {
  return `arrived:${account}#${number}`;
}

/** The record that completes what another sent off. It is taken whatever has become of the account: the money is on its way. */
export function arrive(wallet: Wallet, sent: LedgerRecord, forward: Forward): Draft {
  const { account, number, reason = '', reference = '' } = sent;
  const { purchase } = forward;
  return {
    kind: purchase === undefined ? 'TRANSFER_IN' : 'PURCHASE',
    legs: forward.moneys.flatMap((money) =>
      move(money.currency, money.amount, { account: HOUSE.transit }, { account: wallet.account }),
    ),
    reason,
    reference,
    origin: { account, number, ...(purchase === undefined ? {} : { purchase }) },
    marks: [arrivalMark(sent)],
  };
}

/**
 * Claims a store transaction for a player; the first record of its account is the only one.
 * @throws DomainError FAILED_PRECONDITION RECEIPT_CLAIMED
 */
export function claimReceipt(wallet: Wallet, player: string, purchase: StorePurchase): Draft {
  if (wallet.number > 0) throw failedPrecondition('RECEIPT_CLAIMED', 'the transaction was granted before');
  return {
    kind: 'RECEIPT',
    legs: purchase.grants.flatMap(({ currency, amount }) =>
      move(currency, amount, { account: HOUSE.shop }, { account: HOUSE.transit }),
    ),
    reason: purchase.productId,
    reference: purchase.transactionId,
    forward: { account: player, moneys: purchase.grants, purchase },
  };
}
