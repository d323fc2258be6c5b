import { Pool } from 'undici';

export interface HttpSender {
  send(): Promise<void>;
  close(): Promise<void>;
}

/** Posts one body over and over on kept-alive connections; an answer other than 200 counts as an error. */
export function httpSender(origin: string, path: string, body: string, connections: number): HttpSender {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    send: async () => {
      const answer = await pool.request({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json' },
        body,
      });
      const bytes = await answer.body.arrayBuffer();
      if (answer.statusCode !== 200 || bytes.byteLength === 0) throw new Error(`HTTP ${answer.statusCode}`);
    },
    close: () => pool.close(),
  };
}
