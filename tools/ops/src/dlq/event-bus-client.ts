import { EventBusServiceClient, type DeadLetter } from '@bodybroker/contracts-event-bus';
import {
  createClient,
  formatActor,
  HEADER,
  NatsRpcTransport,
  type CallOptions,
  type Client,
} from '@bodybroker/nats-sdk';
import type { Invocation, OptionSpecs } from '../cli/command.js';
import { withNats } from '../connections/open-nats.js';
import type { DeadLetterFilter } from './dead-letter-filter.js';

/** Who acts; event-bus writes it into its log. */
export const OPERATOR_OPTIONS: OptionSpecs = {
  operator: { kind: 'text', value: 'NAME', about: 'who does this, for the log of event-bus (the user of this shell)' },
};

const PAGE_SIZE = 200;

export type EventBus = Client<EventBusServiceClient>;

/** Asks event-bus, whose methods for dead letters these are, as an admin. */
export function withEventBus<Result>(
  call: Invocation,
  use: (eventBus: EventBus, asAdmin: CallOptions) => Promise<Result>,
): Promise<Result> {
  const id = call.options.text('operator') ?? call.environment['USER'] ?? 'operator';
  const asAdmin = { headers: { [HEADER.actor]: formatActor({ kind: 'admin', id }) }, signal: call.signal };
  return withNats(call, (connection) =>
    use(createClient(EventBusServiceClient, new NatsRpcTransport(connection, { name: 'ops' })), asAdmin),
  );
}

/** The dead letters that are meant, oldest first, page by page until there are `limit`. */
export async function findDeadLetters(
  eventBus: EventBus,
  asAdmin: CallOptions,
  { consumer, matches }: DeadLetterFilter,
  limit: number,
): Promise<DeadLetter[]> {
  const found: DeadLetter[] = [];
  let pageToken = '';
  do {
    const page = await eventBus.listDeadLetters({ source: consumer, pageSize: PAGE_SIZE, pageToken }, asAdmin);
    found.push(...page.deadLetters.filter(matches));
    pageToken = page.nextPageToken;
  } while (pageToken !== '' && found.length < limit);
  return found.slice(0, limit);
}
