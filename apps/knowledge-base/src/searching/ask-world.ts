import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Client } from '@bodybroker/nats-sdk';
import type { AskCondition } from './sight.js';

/** Without an answer by then a condition counts as false: ms. */
const TIMEOUT_MS = 600;

/** Asks world-state whether a condition holds. */
export function askWorld(world: Pick<Client<WorldStateServiceClient>, 'evaluateCondition'>): AskCondition {
  return async (asked, signal) =>
    (await world.evaluateCondition(asked, { signal, timeoutMs: TIMEOUT_MS, as: 'self' })).value;
}
