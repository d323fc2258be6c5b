import { ProviderFailedError } from '../provider-failed-error.js';

/** A reply that is longer is no reply to us. */
export const MAX_REPLY_BYTES = 4 * 1024 * 1024;

/**
 * The text of a response as it comes. `onBytes` hears of every piece. Leaving the loop early lets go of the connection.
 * @throws ProviderFailedError malformed, when it is too long
 */
export async function* readBody(response: Response, onBytes: () => void): AsyncGenerator<string> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  let size = 0;
  for await (const bytes of response.body as AsyncIterable<Uint8Array>) {
    onBytes();
    size += bytes.byteLength;
    if (size > MAX_REPLY_BYTES) throw new ProviderFailedError({ kind: 'malformed' });
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}

/** The whole text of a response. @throws as {@link readBody} */
export async function readWhole(response: Response, onBytes: () => void): Promise<string> {
  let text = '';
  for await (const piece of readBody(response, onBytes)) text += piece;
  return text;
}
