import { invalidArgument } from '@bodybroker/domain';

/** What wallets hold: MARK is earned, TOOTH is bought. */
export const WALLET_CURRENCIES = ['MARK', 'TOOTH'] as const;
export type WalletCurrency = (typeof WALLET_CURRENCIES)[number];

/** What is paid with at a provider: ISO 4217, all of them with a hundredth as minor unit. */
export const REAL_CURRENCIES = ['EUR', 'USD', 'GBP'] as const;
export type RealCurrency = (typeof REAL_CURRENCIES)[number];

/** @throws DomainError INVALID_ARGUMENT UNKNOWN_CURRENCY */
export function walletCurrency(text: string): WalletCurrency {
  return oneOf(WALLET_CURRENCIES, text);
}

/** @throws DomainError INVALID_ARGUMENT UNKNOWN_CURRENCY */
export function realCurrency(text: string): RealCurrency {
  return oneOf(REAL_CURRENCIES, text);
}

function oneOf<Currency extends string>(known: readonly Currency[], text: string): Currency {
  const currency = known.find((each) => each === text);
  if (currency === undefined) {
    throw invalidArgument('currency', `must be one of ${known.join(', ')}`, 'UNKNOWN_CURRENCY');
  }
  return currency;
}
