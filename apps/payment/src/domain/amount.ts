import { invalidArgument } from '@bodybroker/domain';

/** The most one call may move, in minor units. */
export const MAX_AMOUNT = 10n ** 12n;

/** The most a balance may come to, either way: an int64 on the wire has a little more room. */
export const MAX_BALANCE = 9n * 10n ** 18n;

/** @throws DomainError INVALID_ARGUMENT BAD_AMOUNT */
export function checkAmount(amount: bigint, field = 'amount'): bigint {
  if (amount <= 0n || amount > MAX_AMOUNT) {
    throw invalidArgument(field, `must be from 1 to ${MAX_AMOUNT}`, 'BAD_AMOUNT');
  }
  return amount;
}
