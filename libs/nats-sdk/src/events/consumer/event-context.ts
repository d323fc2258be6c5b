import type { CallContext } from '../../rpc/call-context.js';
import type { EventEnvelope } from '@bodybroker/contracts-common';

/**
 * What a handler gets beside the payload. As a CallContext it is the current one while the handler runs: calls made and
 * events created inside it carry on the chain of this event. `signal` aborts when the consumer stops or time is up.
 */
export interface EventContext extends CallContext {
  readonly event: EventEnvelope;
  readonly stream: string;
  readonly sequence: number;
  readonly subject: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
}
