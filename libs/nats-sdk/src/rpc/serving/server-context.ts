import type { Instrumentation } from '@bodybroker/telemetry';
import type { Bus } from '../../bus/bus.js';
import type { InboxMux } from '../inbox-mux.js';
import type { Logger } from '@bodybroker/telemetry';
import type { StreamOptions } from '../streaming/stream-options.js';
import type { CancellableCalls } from './cancellable-calls.js';

/** What all endpoints of a server share. */
export interface ServerContext {
  readonly bus: Bus;
  readonly mux: InboxMux;
  readonly cancellable: CancellableCalls;
  readonly name: string;
  readonly instance: string;
  readonly logger: Logger;
  readonly instrumentation: Instrumentation;
  readonly maxMessageBytes: number;
  readonly stream: StreamOptions;
}
