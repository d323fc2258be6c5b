import { invalidArgument } from '@bodybroker/domain';

/**
 * Whose account it is, told by its name: a player's is the player's id and has no dot; the world's own accounts are
 * `npc.<npc_id>` and `house.<name>`; `receipt.<store>.<hash>` is one store transaction.
 */
export type AccountKind = 'player' | 'npc' | 'house' | 'receipt';

/** The house's accounts that postings name by themselves. */
export const HOUSE = {
  /** The other side of credits and debits. */
  treasury: 'house.treasury',
  /** The other side of what is bought. */
  shop: 'house.shop',
  /** Real money earned. */
  sales: 'house.sales',
  /** Money between two accounts; empty when nothing is under way. */
  transit: 'house.transit',
} as const;

const ID = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const WORLDS_OWN = /^(npc|house)\.[a-z0-9][a-z0-9_-]{0,63}$/;
const RECEIPT = /^receipt\.[a-z0-9]+\.[a-f0-9]{64}$/;

/** Undefined for what names no account. */
export function accountKind(account: string): AccountKind | undefined {
  if (ID.test(account)) return 'player';
  if (RECEIPT.test(account)) return 'receipt';
  return WORLDS_OWN.exec(account)?.[1] as 'npc' | 'house' | undefined;
}

/** Whether a balance below 0 is fine: the world is good for what it owes, players pay first. */
export function mayOwe(account: string): boolean {
  return accountKind(account) !== 'player';
}

/**
 * Checks an account that a caller names.
 * @throws DomainError INVALID_ARGUMENT UNKNOWN_ACCOUNT
 */
export function checkAccount(account: string, field: string): string {
  const kind = accountKind(account);
  if (kind === undefined || kind === 'receipt' || account === HOUSE.transit) {
    throw invalidArgument(field, "must be a player's id, npc.<npc_id> or house.<name>", 'UNKNOWN_ACCOUNT');
  }
  return account;
}

/** Where a provider keeps the real money it took. */
export function providerAccount(provider: string): string {
  return `house.provider-${provider}`;
}
