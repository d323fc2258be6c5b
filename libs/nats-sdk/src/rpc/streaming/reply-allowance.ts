/**
 * What a message server lets somebody send to one reply subject it was given (`allow_responses` of nats-server).
 *
 * How nats-server counts, since 2.10: the subject's count begins with the first message that brings it. From then on both every message
 * sent to it _and every further message that brings it again_ are counted, and the time runs from the first; nothing begins anew until the
 * subject is used up. (2.9 begins anew with every message that brings it.)
 */
export interface ReplyAllowance {
  readonly maxMessages: number;
  /** In milliseconds. */
  readonly expiresMs: number;
}

/** What the users in deploy/nats have; a test compares the two. */
export const REPLY_ALLOWANCE: ReplyAllowance = { maxMessages: 320, expiresMs: 65_000 };

/** How long one address of a stream is given out: until either is reached. */
export interface AddressLimits {
  /** Frames that went out with it and frames that came to it, together. */
  readonly frames: number;
  /** In milliseconds. */
  readonly ageMs: number;
}

interface StreamTimes {
  readonly window: number;
  readonly heartbeatMs: number;
  readonly peerTimeoutMs: number;
  readonly allowance: ReplyAllowance;
}

/** Credit for frames under way (a window has two halves, and one may just be used up), `end`, and a `cancel` by stream or inbox. */
const CONTROL_FRAMES = 6;

/**
 * When a side of a stream has to give out a new address, so that its peer is never refused at the old one.
 *
 * - **Frames.** After the last frame that gave the old address out, the peer sends there until it hears of the new one: no more data than the
 *   window, a few control frames, and a heartbeat now and then until one of both would give the other up.
 * - **Time.** The new address goes out with a heartbeat at the latest. Whatever is under way longer than a peer's timeout meets a stream that has
 *   been given up, which says so once more. Of the time that is left one third is used; the rest is for a process that stands still.
 * @throws RangeError when the window or the times are too large for the allowance
 */
export function addressLimits({ window, heartbeatMs, peerTimeoutMs, allowance }: StreamTimes): AddressLimits {
  const heartbeats = 2 * Math.ceil(peerTimeoutMs / heartbeatMs);
  const frames = allowance.maxMessages - window - CONTROL_FRAMES - heartbeats;
  const spareMs = allowance.expiresMs - heartbeatMs - 2 * peerTimeoutMs;
  if (frames < 1 || spareMs <= 0) {
    throw new RangeError(
      `a stream with a window of ${window}, heartbeats every ${heartbeatMs} ms and ${peerTimeoutMs} ms until a peer is lost does not fit ` +
        `into ${allowance.maxMessages} answers within ${allowance.expiresMs} ms`,
    );
  }
  return { frames, ageMs: spareMs / 3 };
}
