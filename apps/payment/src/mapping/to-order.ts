import { checkAccount } from '../domain/account.js';
import { checkAmount } from '../domain/amount.js';
import { walletCurrency } from '../domain/currency.js';
import type { MoneyOrder } from '../domain/move-money.js';

/** What a request asks to be moved. @throws DomainError INVALID_ARGUMENT */
export function toOrder(request: {
  readonly currency: string;
  readonly amount: bigint;
  readonly reason: string;
  readonly reference: string;
}): MoneyOrder {
  const { reason, reference } = request;
  return { currency: walletCurrency(request.currency), amount: checkAmount(request.amount), reason, reference };
}

/** The account a request is about. @throws DomainError INVALID_ARGUMENT UNKNOWN_ACCOUNT */
export function accountOf({ playerId }: { readonly playerId: string }): string {
  return checkAccount(playerId, 'player_id');
}
