import { connect, nkeyAuthenticator } from 'nats';

/** @typedef {Awaited<ReturnType<typeof import('./start-secured-server.mjs').startSecuredServer>>} SecuredServer */

/**
 * A connection of the stock client as one of the users.
 * @param {SecuredServer} secured
 * @param {string} user
 */
export function connectUser({ server, caFile, seeds }, user) {
  const seed = new TextEncoder().encode(seeds.get(user));
  return connect({
    servers: server.url,
    name: user,
    inboxPrefix: `_INBOX_${user}`,
    tls: { caFile },
    authenticator: nkeyAuthenticator(seed),
    reconnect: false,
  });
}

/**
 * Collects what the server refuses to a connection, until that is closed. `since()` answers and forgets what came so far.
 * @param {import('nats').NatsConnection} connection
 */
export function collectRefusals(connection) {
  /** @type {{ operation: string, subject: string, queue: string | undefined }[]} */
  let refused = [];
  const collect = async () => {
    for await (const { permissionContext } of connection.status()) {
      if (permissionContext === undefined) continue;
      const { operation, subject, queue } = permissionContext;
      refused.push({ operation: operation === 'publish' ? 'publish' : 'subscribe', subject, queue });
    }
  };
  void collect();
  return {
    since: async () => {
      // The server answers in order: what it refused, then the flush.
      await connection.flush();
      await new Promise((resolve) => setImmediate(resolve));
      const found = refused;
      refused = [];
      return found;
    },
  };
}
