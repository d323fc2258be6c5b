import type { Wallet } from '@bodybroker/contracts-payment';
import type { Wallet as DomainWallet } from '../domain/wallet.js';

/** A wallet as the contract says it. */
export function toWallet({ account, number, balances, isFrozen }: DomainWallet): Wallet {
  return {
    playerId: account,
    balances: Object.entries(balances)
      .map(([currency, { available, held }]) => ({ currency, available, held }))
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    version: BigInt(number),
    frozen: isFrozen,
  };
}
