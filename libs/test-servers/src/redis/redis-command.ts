import { connect } from 'node:net';

/** Options of {@link redisCommand}. */
export interface RedisCommandOptions {
  readonly password?: string | undefined;
  /** Default 2 000. */
  readonly timeoutMs?: number;
}

/**
 * Sends one command over a connection of its own and returns the answer as text: what a launcher needs, not a client.
 *
 * @throws Error with Redis' own text for an error answer, for an answer that is a list, or when none comes in time
 */
export function redisCommand(
  port: number,
  words: readonly string[],
  options: RedisCommandOptions = {},
): Promise<string> {
  const { password, timeoutMs = 2_000 } = options;
  const commands = password ? [['AUTH', password], words] : [words];
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer to ${words[0]} on port ${port}`)));
    socket.once('connect', () => socket.write(commands.map(encode).join('')));
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      const replies = readReplies(received);
      const reply = replies.find(({ kind }) => kind === 'error') ?? replies[commands.length - 1];
      if (!reply) return;
      socket.destroy();
      if (reply.kind === 'text') resolve(reply.text);
      else reject(new Error(`${words.slice(0, 2).join(' ')}: ${reply.text}`));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`port ${port} closed before it answered ${words[0]}`)));
  });
}

interface Reply {
  readonly kind: 'text' | 'error';
  readonly text: string;
}

/** @see https://redis.io/docs/latest/develop/reference/protocol-spec/ */
function encode(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

/** The complete replies at the start of `bytes`. */
function readReplies(bytes: Buffer): Reply[] {
  const replies: Reply[] = [];
  for (let at = 0; at < bytes.length;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) break;
    const type = bytes.toString('latin1', at, at + 1);
    const line = bytes.toString('utf8', at + 1, lineEnd);
    at = lineEnd + 2;
    if (type === '$' && Number(line) >= 0) {
      const end = at + Number(line);
      if (bytes.length < end + 2) break;
      replies.push({ kind: 'text', text: bytes.toString('utf8', at, end) });
      at = end + 2;
    } else if (type === '+' || type === ':' || type === '$') {
      replies.push({ kind: 'text', text: type === '$' ? '' : line });
    } else {
      replies.push({ kind: 'error', text: type === '-' ? line : 'an answer that is a list' });
      break;
    }
  }
  return replies;
}
