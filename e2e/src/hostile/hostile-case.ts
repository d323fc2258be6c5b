import type { JsonObject } from '@bufbuild/protobuf';

/** Who sends a case. */
export type Sender = 'admin' | 'player' | 'nobody';

/** What is sent: a message as its method takes it, or bytes that may be none. */
export type Payload =
  | { readonly kind: 'message'; readonly json: JsonObject; readonly over: 'http' | 'connect' }
  | {
      readonly kind: 'raw';
      readonly body: string | Uint8Array;
      readonly contentType: string;
      readonly over: 'http' | 'connect';
    };

/** One thing to be sent to a method. */
export interface HostileCase {
  /** For people: `quest.title is 10 000 characters`. */
  readonly what: string;
  readonly sender: Sender;
  readonly payload: Payload;
  /** Header `Idempotency-Key`; absent: one of its own where the method takes one. */
  readonly idempotencyKey?: string | 'none';
  readonly headers?: Readonly<Record<string, string>>;
}
