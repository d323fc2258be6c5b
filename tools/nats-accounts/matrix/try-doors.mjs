import { createUser } from 'nkeys.js';
import { connect, nkeyAuthenticator } from 'nats';
import { connectUser } from './connect-user.mjs';

/**
 * Who gets in at all, and what crosses between accounts.
 * @param {import('./connect-user.mjs').SecuredServer} secured
 * @returns {Promise<readonly string[]>} what went otherwise than it should
 */
export async function tryDoors(secured) {
  const { server, caFile } = secured;
  const common = { servers: server.url, reconnect: false, timeout: 5_000 };
  const doors = [
    { about: 'nobody in particular', options: { ...common, tls: { caFile } } },
    { about: 'a user with a password', options: { ...common, tls: { caFile }, user: 'operator', pass: 'operator' } },
    {
      about: 'a key that is nobody’s',
      options: { ...common, tls: { caFile }, authenticator: nkeyAuthenticator(createUser().getSeed()) },
    },
    { about: 'a client that does not know the authority', options: { ...common, tls: {} } },
  ];
  /** @type {string[]} */
  const wrong = [];
  for (const { about, options } of doors) {
    const connection = await connect(options).catch(() => undefined);
    if (connection === undefined) continue;
    await connection.close();
    wrong.push(`${about} was let in`);
  }
  return [...wrong, ...(await tryProbe(secured))];
}

/** @param {import('./connect-user.mjs').SecuredServer} secured */
async function tryProbe(secured) {
  const [monitor, service] = await Promise.all([connectUser(secured, 'monitor'), connectUser(secured, 'auth')]);
  try {
    service.subscribe('$SRV.PING', { callback: (_, message) => void message.respond('here') });
    await service.flush();
    /** @type {string[]} */
    const wrong = [];
    for (const subject of ['$SYS.REQ.SERVER.PING.VARZ', '$SYS.REQ.SERVER.PING.JSZ', '$SRV.PING']) {
      const answer = await monitor.request(subject, '', { timeout: 5_000 }).catch(() => undefined);
      if (answer === undefined) wrong.push(`monitor gets no answer on ${subject}`);
    }
    return wrong;
  } finally {
    await Promise.all([monitor.close(), service.close()]);
  }
}
