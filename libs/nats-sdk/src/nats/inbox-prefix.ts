import type { ConnectionOptions, NatsConnection } from 'nats';

/** The prefix of a connection's inboxes: what the permissions of its user are given for. */
export function inboxPrefixOf(nc: NatsConnection & { readonly options?: ConnectionOptions }): string | undefined {
  // The client keeps its options, though its interface does not show them.
  return nc.options?.inboxPrefix;
}
