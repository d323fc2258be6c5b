import type { Money } from '@bodybroker/contracts-payment';

/** An amount as the contract says it. */
export function toMoney({ currency, amount }: Money): Money {
  return { currency, amount };
}
