/** A JSON answer of the gateway. Fields are read one by one: the load test is a client like any other. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

/** One request to be made. */
export interface Call {
  /** What it is called in reports: one for all requests that are alike. */
  readonly name: string;
  /** A stream is read as server-sent events until it ends, and its latency is that of its first event. */
  readonly kind: 'unary' | 'stream';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** With query. */
  readonly path: string;
  readonly body?: object;
  /** Default: the player's own token. */
  readonly token?: string | 'none';
  /** Reasons for which the game may say no though nothing is wrong: these count as answers. */
  readonly refusals?: readonly string[];
  /** Told the answer; of a stream, each event's data. */
  readonly onAnswer?: (answer: Json) => void;
  /** Told that there was no answer to go on with. */
  readonly onFailure?: () => void;
}
