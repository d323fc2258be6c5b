import { nameOf } from './attempt.mjs';
import { collectRefusals } from './connect-user.mjs';

/** So many at a time: the server's answers are read in between. */
const BATCH = 200;

/**
 * Tries everything as one user, on the real server.
 * @param {import('nats').NatsConnection} connection
 * @param {string} user
 * @param {readonly import('./attempt.mjs').Attempt[]} attempts
 * @returns {Promise<readonly string[]>} what went otherwise than it should
 */
export async function tryAttempts(connection, user, attempts) {
  const refusals = collectRefusals(connection);
  /** @type {string[]} */
  const wrong = [];
  for (let at = 0; at < attempts.length; at += BATCH) {
    const batch = attempts.slice(at, at + BATCH);
    const subscriptions = batch.flatMap((attempt) => carryOut(connection, attempt));
    const refused = new Set((await refusals.since()).map((each) => nameOf(withoutEmptyQueue(each))));
    for (const subscription of subscriptions) subscription.unsubscribe();
    for (const attempt of batch) {
      const isAllowed = attempt.allowed.has(user);
      if (refused.has(nameOf(attempt)) !== isAllowed) continue;
      wrong.push(`${user} ${isAllowed ? 'was refused to' : 'was let'} ${nameOf(attempt)}`);
    }
  }
  return wrong;
}

/**
 * @param {import('nats').NatsConnection} connection
 * @param {import('./attempt.mjs').Attempt} attempt
 */
function carryOut(connection, { operation, subject, queue }) {
  if (operation === 'publish') {
    connection.publish(subject);
    return [];
  }
  return [connection.subscribe(subject, { callback: () => undefined, ...(queue === undefined ? {} : { queue }) })];
}

/** @param {{ operation: string, subject: string, queue: string | undefined }} refusal */
function withoutEmptyQueue({ operation, subject, queue }) {
  return /** @type {import('./attempt.mjs').Attempt} */ ({
    operation,
    subject,
    ...(queue === undefined ? {} : { queue }),
    allowed: new Set(),
  });
}
