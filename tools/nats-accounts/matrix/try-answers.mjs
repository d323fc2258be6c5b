import { collectRefusals, connectUser } from './connect-user.mjs';

const ADDRESS = '_INBOX_gateway.check.1';

/**
 * Answers: to whom asked, as often as is allowed, and to nobody else.
 * @param {import('./connect-user.mjs').SecuredServer} secured
 * @param {number} maxResponses
 * @returns {Promise<readonly string[]>} what went otherwise than it should
 */
export async function tryAnswers(secured, maxResponses) {
  const [service, caller] = await Promise.all([connectUser(secured, 'auth'), connectUser(secured, 'gateway')]);
  try {
    const refusals = collectRefusals(service);
    service.subscribe('svc.auth.v1.*', { queue: 'auth', callback: () => undefined });
    let heard = 0;
    caller.subscribe('_INBOX_gateway.check.*', { callback: () => (heard += 1) });
    await Promise.all([service.flush(), caller.flush()]);
    const answer = async (/** @type {number} */ times) => {
      heard = 0;
      for (let i = 0; i < times; i += 1) service.publish(ADDRESS);
      const refused = (await refusals.since()).length;
      await caller.flush();
      return `${heard} heard, ${refused} refused`;
    };
    /** @type {string[]} */
    const wrong = [];
    const expect = (/** @type {string} */ about, /** @type {string} */ found, /** @type {string} */ expected) => {
      if (found !== expected) wrong.push(`${about}: ${found}, not ${expected}`);
    };
    expect('unasked answers', await answer(1), '0 heard, 1 refused');
    caller.publish('svc.auth.v1.login', '', { reply: ADDRESS });
    await caller.flush();
    await service.flush();
    expect('answers to a question', await answer(maxResponses), `${maxResponses} heard, 0 refused`);
    expect('one answer more', await answer(1), '0 heard, 1 refused');
    return wrong;
  } finally {
    await Promise.all([service.close(), caller.close()]);
  }
}
