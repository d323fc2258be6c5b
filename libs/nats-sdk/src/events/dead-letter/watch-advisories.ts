import type { Bus, BusMessage } from '../../bus/bus.js';
import { noLogger, type Logger } from '@bodybroker/telemetry';
import { RpcError } from '../../rpc/rpc-error.js';
import type { EventLog, StoredMessage } from '../event-log.js';
import { DEAD_LETTER_STREAM, type DeadLetterFailure, type DeadLetterSource } from './dead-letter.js';
import { publishDeadLetter } from './publish-dead-letter.js';

export interface WatchAdvisoriesOptions {
  readonly clock: { now(): number };
  /** Queue group: one watcher of it handles each advisory. Default `dead-letter-watchers`. */
  readonly queue?: string;
  /** Told of each message dead-lettered here, not of those its consumer had dead-lettered itself. */
  readonly onDeadLetter?: (source: DeadLetterSource, failure: DeadLetterFailure, sequence: number) => void;
  readonly logger?: Logger;
}

const KINDS = {
  MAX_DELIVERIES: { code: 'DEADLINE_EXCEEDED', reason: 'MAX_DELIVERIES' },
  MSG_TERMINATED: { code: 'FAILED_PRECONDITION', reason: 'MSG_TERMINATED' },
} as const;

interface Advisory {
  readonly stream: string;
  readonly consumer: string;
  readonly stream_seq: number;
  readonly deliveries: number;
}

/**
 * Dead-letters what no consumer could: a message that was delivered for the last time to a process that died, or was
 * terminated. The second net behind consumers that dead-letter by themselves.
 */
export function watchAdvisories(
  connection: { readonly bus: Bus; readonly events: Pick<EventLog, 'get' | 'publish'> },
  options: WatchAdvisoriesOptions,
): { stop(): Promise<void> } {
  const { queue = 'dead-letter-watchers', logger = noLogger } = options;
  const running = new Set<Promise<void>>();
  const subscriptions = (Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) =>
    connection.bus.subscribe(
      `$JS.EVENT.ADVISORY.CONSUMER.${kind}.>`,
      (message) => {
        const handling = handle(kind, message).catch((error: unknown) => {
          logger.error('an advisory could not be handled', { error: RpcError.from(error), subject: message.subject });
        });
        running.add(handling);
        void handling.finally(() => running.delete(handling));
      },
      { queue },
    ),
  );

  async function handle(kind: keyof typeof KINDS, message: BusMessage): Promise<void> {
    const advisory = JSON.parse(new TextDecoder().decode(message.data)) as Advisory;
    const { stream, consumer: durable, stream_seq: sequence, deliveries } = advisory;
    // What fails on its way out of the dead-letter stream stays in it.
    if (stream === DEAD_LETTER_STREAM) return;
    const original: StoredMessage | undefined = await connection.events.get(stream, sequence);
    if (!original) {
      logger.warn('a message was given up, and the stream no longer has it', { stream, durable, sequence });
      return;
    }
    const failure = { ...KINDS[kind], attempts: deliveries, failedAtMs: options.clock.now() };
    const ack = await publishDeadLetter(connection.events, original, durable, failure);
    if (ack.duplicate) return;
    options.onDeadLetter?.({ stream, durable, subject: original.subject, sequence }, failure, ack.sequence);
  }

  return {
    stop: async () => {
      await Promise.all(subscriptions.map((subscription) => subscription.drain()));
      await Promise.all(running);
    },
  };
}
