import type { ConsumerSpec } from '../event-log.js';
import type { StreamSettings } from './stream-settings.js';

/** What applying a topology needs of a server. All methods may throw RpcError UNAVAILABLE. */
export interface TopologyAdmin {
  streams(): Promise<StreamSettings[]>;
  createStream(settings: StreamSettings): Promise<void>;
  updateStream(settings: StreamSettings): Promise<void>;
  /** Durable consumers of a stream that exists. */
  consumers(stream: string): Promise<ConsumerSpec[]>;
  createConsumer(spec: ConsumerSpec): Promise<void>;
  updateConsumer(spec: ConsumerSpec): Promise<void>;
}
