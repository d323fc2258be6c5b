import type { Clock } from '@bodybroker/domain';
import type { KeyValue } from '@bodybroker/nats-sdk';

/** The bucket the gateway watches. Its entries may go when the access tokens they are about have expired. */
export const REVOCATIONS_BUCKET = 'auth_revocations';

/**
 * Tells the gateway whose access tokens to refuse though they have not expired. The sessions in the store stay the truth; this
 * makes it known at once.
 */
export class Revocations {
  readonly #bucket: KeyValue;
  readonly #clock: Clock;

  constructor(bucket: KeyValue, clock: Clock) {
    this.#bucket = bucket;
    this.#clock = clock;
  }

  /** Safe to repeat. @throws RpcError UNAVAILABLE; the caller's request then fails and may be repeated */
  async sessions(sessionIds: readonly string[]): Promise<void> {
    const value = this.#value(this.#clock.now());
    await Promise.all(sessionIds.map((sessionId) => this.#bucket.put(`sid.${sessionId}`, value)));
  }

  /**
   * Refuses all tokens of an account from before this second. Tokens tell their time in whole seconds; those of this very second
   * go with their sessions.
   */
  async account(accountId: string): Promise<void> {
    const secondMs = Math.floor(this.#clock.now() / 1000) * 1000;
    await this.#bucket.put(`account.${accountId}`, this.#value(secondMs));
  }

  #value(notBeforeMs: number): Uint8Array {
    return Buffer.from(JSON.stringify({ notBeforeMs }));
  }
}
