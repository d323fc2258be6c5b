import { connect } from 'node:net';

/** Sends `request` over a bare socket and returns what was received when `done` says that it is enough. */
export function rawExchange(port: number, request: string, done: (received: string) => boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(request));
    let received = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error(`only got ${JSON.stringify(received)}`)));
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
      if (!done(received)) return;
      socket.destroy();
      resolve(received);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error(`closed after ${JSON.stringify(received)}`)));
  });
}
