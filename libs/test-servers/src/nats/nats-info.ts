import { connect } from 'node:net';

/** The fields of a NATS server's INFO that are used here. */
export interface NatsInfo {
  readonly server_id: string;
  readonly server_name: string;
  readonly version: string;
  readonly jetstream?: boolean;
  readonly tls_required?: boolean;
}

const ANSWER_TIMEOUT_MS = 2_000;

/**
 * Connects without a client library and returns the INFO a NATS server greets with (in plain text also before TLS).
 *
 * @throws Error when nothing answers within 2 s
 */
export function readNatsInfo(port: number): Promise<NatsInfo> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error(`no INFO on port ${port}`)));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const line = /^INFO (\{.*\})\s*\r\n/.exec(text);
      if (!line?.[1]) return;
      socket.destroy();
      resolve(JSON.parse(line[1]));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`port ${port} closed without INFO`)));
  });
}
