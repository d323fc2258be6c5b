import { rawExchange } from './raw-exchange.js';

/** One NATS request in the plain protocol, without a client library; returns the JSON it was answered with. */
export async function natsRequest(port: number, subject: string, body: unknown): Promise<Record<string, unknown>> {
  const payload = JSON.stringify(body);
  const wire =
    'CONNECT {"verbose":false,"pedantic":false,"headers":false}\r\nSUB reply 1\r\n' +
    `PUB ${subject} reply ${Buffer.byteLength(payload)}\r\n${payload}\r\n`;
  const received = await rawExchange(port, wire, (text) => /MSG reply 1 +\d+\r\n.*\r\n/.test(text));
  return JSON.parse(/MSG reply 1 +\d+\r\n(.*)\r\n/.exec(received)?.[1] ?? '{}');
}
