import type { IPaymentService } from '@bodybroker/contracts-payment';
import { DomainError, invalidArgument } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { accountKind } from '../domain/account.js';
import { redeemReceipt } from '../paying/redeem-receipt.js';

/** Grants what a store's receipt proves. */
export const validateReceipt =
  (deps: Deps): Handler<IPaymentService, 'validateReceipt'> =>
  async (request, { actor }) => {
    const asking = actor.kind === 'player' ? actor.id : '';
    const player = request.playerId === '' ? asking : request.playerId;
    if (accountKind(player) !== 'player') throw invalidArgument('player_id', 'must name a player', 'UNKNOWN_ACCOUNT');
    if (actor.kind === 'player' && player !== actor.id) {
      throw new DomainError('PERMISSION_DENIED', 'NOT_YOUR_PLAYER', 'player_id must be the player who asks');
    }
    await deps.limits.count(actor);
    const redeemed = await redeemReceipt(deps, player, request);
    const purchases = redeemed.map(({ isSeenBefore: seenBefore, ...purchase }) => ({ ...purchase, seenBefore }));
    return { purchases };
  };
