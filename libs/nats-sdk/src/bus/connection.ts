import type { Bus } from './bus.js';
import type { EventLog } from '../events/event-log.js';
import type { KeyValue } from '../kv/key-value.js';

/** Everything one connection offers: messages, the event log (JetStream) and key-value buckets. */
export interface Connection {
  readonly bus: Bus;
  readonly events: EventLog;
  /** Opens a bucket that the topology declares. @throws RpcError NOT_FOUND on first use when it does not exist */
  keyValue(bucket: string): KeyValue;
  /** Takes no new messages, sends what is buffered, then closes. Does not wait for handlers: servers and consumers do. */
  drain(): Promise<void>;
  close(): Promise<void>;
}
