/** What became of a request. */
export type Outcome =
  | { readonly kind: 'answered' }
  /** The game said no, as it may. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** An error, by its class: `429 RATE_LIMITED`, `timeout`, `reset` … */
  | { readonly kind: 'failed'; readonly errorClass: string };

/** There was no answer in time. */
export const TIMEOUT = 'timeout';
/** Not sent: so many were in flight already as may be. */
export const IN_FLIGHT_CAP = 'not sent: in-flight cap';
/** Not sent: every player is in the middle of such a call. */
export const NO_FREE_PLAYER = 'not sent: no free player';

const RESETS = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED']);
const TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']);
const MOST_REASON_LENGTH = 64;

/** The class of what a client threw. */
export function errorClassOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  if (name === 'TimeoutError') return TIMEOUT;
  // What came was not JSON, or not the answer it should have been.
  if (error instanceof SyntaxError || error instanceof TypeError) return 'bad answer';
  // That of a DOMException is a number and says nothing.
  if (typeof code !== 'string') return cause === undefined ? shortened(String(name)) : errorClassOf(cause);
  if (TIMEOUTS.has(code)) return TIMEOUT;
  if (RESETS.has(code)) return 'reset';
  if (code === 'ECONNREFUSED') return 'connection refused';
  return shortened(code);
}

/** The class of an answer that is none of the game's: its status and the problem's reason (RFC 9457). */
export function problemClass(status: number | string, reason: string | undefined): string {
  return reason === undefined ? `${status}` : `${status} ${shortened(reason)}`;
}

/** What stands between us and the gateway may answer anything; a class is a line in a table. */
const shortened = (text: string): string => text.slice(0, MOST_REASON_LENGTH);
