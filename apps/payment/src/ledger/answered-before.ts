import { failedPrecondition, invalidArgument } from '@bodybroker/domain';
import type { CallMark, Draft } from '../domain/ledger-record.js';
import type { View } from './account-view.js';
import type { StoredRecord } from './ledger-stream.js';

export interface PostRequest {
  /** The call this does; it is done once. Absent: whoever asks says by marks or state what happens once. */
  readonly call?: Pick<CallMark, 'mark' | 'fingerprint'>;
  /** `begun`: the call is answered by a later record. Default `done`. */
  readonly keeps?: CallMark['state'];
  /** Whether this ends a call that was begun. */
  readonly ends?: 'begun-call';
  /** Looked up for the view. */
  readonly marks?: readonly string[];
  readonly holdId?: string;
  readonly intentId?: string;
  /** What to write; undefined: nothing. May be asked several times. */
  readonly decide: (view: View) => Draft | undefined;
}

export type Posted =
  | { readonly status: 'posted'; readonly stored: StoredRecord }
  /** The call was done before; its record. */
  | { readonly status: 'replayed'; readonly stored: StoredRecord }
  /** The call was begun before and has not ended; the record that began it. */
  | { readonly status: 'begun'; readonly stored: StoredRecord }
  /** There was nothing to write. */
  | { readonly status: 'unchanged'; readonly view: View };

/**
 * What an earlier call with the same key came to; undefined when it is to be done now.
 * @throws DomainError INVALID_ARGUMENT IDEMPOTENCY_KEY_REUSED, FAILED_PRECONDITION KEY_VOIDED
 */
export function answeredBefore({ earlier }: View, { call, ends }: PostRequest): Posted | undefined {
  if (call === undefined || earlier === undefined) return undefined;
  const { record } = earlier;
  // Found under the mark of a call it is not of: it stands in that call's place.
  if (record.call?.mark !== call.mark) {
    throw failedPrecondition('KEY_VOIDED', 'the call with this idempotency key was undone before it arrived');
  }
  if (record.call.fingerprint !== call.fingerprint) {
    throw invalidArgument('idempotency_key', 'was used for another request', 'IDEMPOTENCY_KEY_REUSED');
  }
  if (record.call.state === 'done') return { status: 'replayed', stored: earlier };
  return ends === undefined ? { status: 'begun', stored: earlier } : undefined;
}
