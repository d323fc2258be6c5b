import type { MessageHeaders } from '../../bus/bus.js';
import { RpcError } from '../rpc-error.js';
import { HEADER } from '../wire/header-names.js';

/** What a stream's message is (header Bb-Frame). */
export type FrameKind = 'open' | 'data' | 'end' | 'error' | 'credit' | 'cancel' | 'heartbeat';

/** A data or error frame as it arrived. */
export interface Frame {
  readonly headers: MessageHeaders;
  readonly body: Uint8Array;
}

/** Reads a count from a header; undefined when it is absent. @throws RpcError DATA_LOSS when it is no count */
export function readCount(headers: MessageHeaders, name: string): number | undefined {
  const text = headers[name];
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RpcError('DATA_LOSS', 'BAD_FRAME', `${name} is no count`);
}

/** @throws RpcError DATA_LOSS when a frame was lost, repeated or came out of order */
export function assertSequence(headers: MessageHeaders, expected: number): void {
  const sequence = readCount(headers, HEADER.sequence);
  if (sequence === expected) return;
  throw new RpcError(
    'DATA_LOSS',
    'FRAME_MISSING',
    `expected frame ${expected} of the stream, got ${sequence ?? 'none'}`,
    {
      details: { expected: String(expected), got: String(sequence ?? '') },
    },
  );
}
