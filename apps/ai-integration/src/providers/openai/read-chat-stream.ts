import { createParser } from 'eventsource-parser';
import { ProviderFailedError } from '../provider-failed-error.js';
import { readChat, type ChatPiece } from './read-chat.js';

const DONE = '[DONE]';

/**
 * The pieces of a streamed chat reply, to its end: `[DONE]`, or the end of the connection after a finish reason. Comments and
 * line ends of any kind are no matter.
 * @throws ProviderFailedError network, when it ends before it is finished; malformed, when it is something else
 */
export async function* readChatStream(texts: AsyncIterable<string>): AsyncGenerator<ChatPiece> {
  const waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => void waiting.push(data) });
  let finished = false;
  for await (const text of texts) {
    parser.feed(text);
    for (const data of waiting.splice(0)) {
      if (data.trim() === DONE) return;
      const piece = readChat(data);
      finished ||= piece.finishReason !== undefined;
      yield piece;
    }
  }
  if (!finished) throw new ProviderFailedError({ kind: 'network' });
}
