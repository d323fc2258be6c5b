import type { MsgHdrs } from 'nats';
import type { MessageHeaders } from '../bus/bus.js';

/**
 * Headers as the client sends them, without the client's own header map: that canonicalises each name and keeps a list
 * for each. All that publish() asks of headers is their bytes.
 * @param headers checked: no line breaks in them
 */
export function encodedHeaders(headers: MessageHeaders): { readonly sizeBytes: number; readonly headers: MsgHdrs } {
  let block = 'NATS/1.0\r\n';
  for (const name in headers) block += `${name}: ${headers[name] ?? ''}\r\n`;
  const bytes = Buffer.from(`${block}\r\n`);
  return { sizeBytes: bytes.length, headers: new EncodedHeaders(bytes) as Partial<MsgHdrs> as MsgHdrs };
}

class EncodedHeaders {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  encode(): Uint8Array {
    return this.#bytes;
  }
}
