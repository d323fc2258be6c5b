import { accountKind, HOUSE, mayOwe } from './account.js';
import type { LedgerRecord } from './ledger-record.js';
import { isBalanced } from './leg.js';
import { applyRecord, balanceOf, emptyWallet, type Wallet, type WalletBalance } from './wallet.js';

const MAX_FINDINGS = 100;

interface AccountTrail {
  wallet: Wallet;
  /** All sides of all records of the account, and its own, by currency. */
  readonly postings: Map<string, bigint>;
  readonly own: Map<string, bigint>;
}

/** Replays records, in the order of the ledger, and finds what no rule would have written. */
export class LedgerAudit {
  readonly #accounts = new Map<string, AccountTrail>();
  readonly #sums = new Map<string, bigint>();
  readonly #transit = new Map<string, bigint>();
  readonly #findings: string[] = [];
  #records = 0;

  add(record: LedgerRecord): void {
    this.#records += 1;
    const trail = this.#trailOf(record.account);
    if (!isBalanced(record.legs)) this.#find(record, 'is not balanced');
    if (record.number !== trail.wallet.number + 1) this.#find(record, `follows record ${trail.wallet.number}`);
    else if (isBalanced(record.legs)) trail.wallet = applyRecord(trail.wallet, record);
    for (const { account, currency, amount } of record.legs) {
      add(this.#sums, currency, amount);
      add(trail.postings, currency, amount);
      if (account === record.account) add(trail.own, currency, amount);
      if (account === HOUSE.transit) add(this.#transit, currency, amount);
    }
    this.#checkBalances(record, trail.wallet);
  }

  get records(): number {
    return this.#records;
  }

  get accounts(): ReadonlyMap<string, { readonly wallet: Wallet }> {
    return this.#accounts;
  }

  get findings(): readonly string[] {
    return this.#findings;
  }

  /** By currency: all sides, and what is on its way. */
  sums(): readonly { readonly currency: string; readonly sum: bigint; readonly inTransit: bigint }[] {
    return [...this.#sums]
      .map(([currency, sum]) => ({ currency, sum, inTransit: this.#transit.get(currency) ?? 0n }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  }

  /** An account's balances, with the sums over its own sides and over both. */
  balancesOf(account: string): readonly (WalletBalance & {
    readonly currency: string;
    readonly entriesSum: bigint;
    readonly postingsSum: bigint;
  })[] {
    const { wallet, own, postings } = this.#trailOf(account);
    return Object.keys(wallet.balances)
      .sort()
      .map((currency) => ({
        currency,
        ...balanceOf(wallet, currency),
        entriesSum: own.get(currency) ?? 0n,
        postingsSum: postings.get(currency) ?? 0n,
      }));
  }

  #checkBalances(record: LedgerRecord, wallet: Wallet): void {
    if (accountKind(record.account) === undefined) this.#find(record, 'is of no account there can be');
    for (const [currency, { available, held }] of Object.entries(wallet.balances)) {
      if (held < 0n) this.#find(record, `leaves ${held} ${currency} held`);
      if (available < 0n && !mayOwe(record.account)) this.#find(record, `leaves ${available} ${currency}`);
    }
    const { after } = record;
    if (after === undefined) return;
    const { available, held } = balanceOf(wallet, after.currency);
    if (after.available !== available || after.held !== held) {
      this.#find(record, `says ${after.available} + ${after.held} ${after.currency}, which is ${available} + ${held}`);
    }
  }

  #find({ account, number }: LedgerRecord, fault: string): void {
    if (this.#findings.length < MAX_FINDINGS) this.#findings.push(`${account}: record ${number} ${fault}`);
  }

  #trailOf(account: string): AccountTrail {
    let trail = this.#accounts.get(account);
    if (trail === undefined) {
      trail = { wallet: emptyWallet(account), postings: new Map(), own: new Map() };
      this.#accounts.set(account, trail);
    }
    return trail;
  }
}

function add(sums: Map<string, bigint>, currency: string, amount: bigint): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + amount);
}
