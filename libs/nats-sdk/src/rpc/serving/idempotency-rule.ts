import { IdempotencyKey } from '@bodybroker/contracts-options';
import type { MethodPlan } from '../method/method-plan.js';
import { RpcError } from '../rpc-error.js';
import { HEADER } from '../wire/header-names.js';

const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

/**
 * Checks the idempotency key of a request against what its method wants.
 * @throws RpcError INVALID_ARGUMENT IDEMPOTENCY_KEY_REQUIRED, or BAD_IDEMPOTENCY_KEY when it is not 1 to 128 printable characters
 */
export function assertIdempotencyKey(plan: MethodPlan, key: string | undefined): void {
  if (plan.idempotencyKey === IdempotencyKey.UNSPECIFIED) return;
  if (key === undefined) {
    if (plan.idempotencyKey !== IdempotencyKey.REQUIRED) return;
    throw new RpcError('INVALID_ARGUMENT', 'IDEMPOTENCY_KEY_REQUIRED', `${plan.rpc.method} needs an idempotency key`, {
      details: { header: HEADER.idempotencyKey },
    });
  }
  if (!KEY.test(key)) {
    throw new RpcError(
      'INVALID_ARGUMENT',
      'BAD_IDEMPOTENCY_KEY',
      'an idempotency key has 1 to 128 printable characters',
      {
        details: { header: HEADER.idempotencyKey },
      },
    );
  }
}
