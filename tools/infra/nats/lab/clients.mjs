import { connect, nkeyAuthenticator } from 'nats';
import { ZONE } from '../given-cluster.mjs';

/**
 * A client of the cluster, as one of its users.
 * @param {import('./open-lab.mjs').Lab} lab
 * @param {{ user?: string, nodes?: readonly string[], name?: string }} [options]
 * @returns {Promise<import('nats').NatsConnection>}
 */
export function connectAs(
  { given, ca },
  { user = 'operator', nodes = Object.keys(given.rendered.nodes), name = user } = {},
) {
  const key = given.keys.find((each) => each.user === user);
  return connect({
    servers: nodes.map((node) => `tls://${node}.${ZONE}:4222`),
    name,
    tls: { caFile: ca.file },
    authenticator: nkeyAuthenticator(new TextEncoder().encode(String(key?.seed))),
    inboxPrefix: `_INBOX_${user}`,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    timeout: 5_000,
  });
}

/**
 * Publishes one message after the other to a stream until told to stop; each is tried until it is acknowledged.
 * @param {import('nats').NatsConnection} client
 * @param {string} subject
 * @param {string} run part of the message ids, which make a second try harmless
 */
export function keepPublishing(client, subject, run) {
  const js = client.jetstream();
  const state = { acknowledged: 0, longestGapMs: 0, stopped: false };
  const done = (async () => {
    let lastAt = performance.now();
    while (!state.stopped) {
      try {
        await js.publish(subject, `${state.acknowledged}`, { msgID: `${run}-${state.acknowledged}`, timeout: 1_000 });
        state.acknowledged++;
        state.longestGapMs = Math.max(state.longestGapMs, performance.now() - lastAt);
        lastAt = performance.now();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  })();
  return {
    state,
    stop: async () => {
      state.stopped = true;
      await done;
    },
  };
}
