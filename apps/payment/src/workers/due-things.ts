import { isDomainError } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import { runDueLoop, type Claim, type Shard } from '@bodybroker/storage';
import type { Deps } from '../deps.js';
import { awaitsProvider } from '../domain/payment-intent.js';
import { isClosed, releaseHold } from '../domain/hold.js';
import { parseRecordId } from '../domain/record-id.js';
import { reconcileIntent } from '../paying/reconcile-intent.js';
import { DUE, parseDue } from '../storage/projection-change.js';

export interface DueThingsOptions {
  readonly pollMs: number;
  readonly reconcileMs: number;
}

/** Sees to what time brings: holds that end, transfers that a crash has stopped half-way, providers that never answered. */
export function dueThings(deps: Deps, { pollMs, reconcileMs }: DueThingsOptions): Worker {
  const { projection, clock, logger } = deps;
  const work = async (claim: Claim, shard: Shard): Promise<void> => {
    const isDone = await seeTo(deps, claim.member);
    try {
      if (isDone) await shard.commit({ settle: [claim] });
      else await projection.postpone(shard, claim, clock.now() + reconcileMs);
    } catch (error) {
      // The record that was written has dealt with the entry by itself.
      if (!isDomainError(error) || error.reason !== 'CLAIM_LOST') throw error;
    }
  };
  return {
    name: 'due-things',
    run: (signal) =>
      runDueLoop(projection.shards(), DUE, work, {
        clock,
        signal,
        pollMs,
        onError: (error, claim) => logger.warn('a due thing waits', { member: claim?.member, error }),
      }),
  };
}

/** Whether nothing more is to come of it. */
async function seeTo(deps: Deps, member: string): Promise<boolean> {
  const thing = parseDue(member);
  switch (thing.kind) {
    case 'hold':
      await expireHold(deps, thing.id);
      return true;
    case 'sent': {
      const sent = await deps.stream.at(thing.sequence);
      if (sent !== undefined) await deps.deliveries.deliver(sent);
      return true;
    }
    case 'intent': {
      await reconcileIntent(deps, thing.id);
      const intent = await deps.projection.intent(thing.id);
      return intent === undefined || !awaitsProvider(intent);
    }
  }
}

async function expireHold({ accounts }: Deps, holdId: string): Promise<void> {
  const place = parseRecordId('hld', holdId);
  if (place === undefined) return;
  await accounts.post(place.account, {
    holdId,
    decide: ({ hold, nowMs }) =>
      hold === undefined || isClosed(hold) || hold.expiresMs > nowMs ? undefined : releaseHold(hold, 'EXPIRED'),
  });
}
