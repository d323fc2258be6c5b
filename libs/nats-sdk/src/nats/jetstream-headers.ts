import { headers as newHeaders, type MsgHdrs } from 'nats';
import type { MessageHeaders } from '../bus/bus.js';

export function toNatsHeaders(headers: MessageHeaders): MsgHdrs {
  const out = newHeaders();
  for (const [name, value] of Object.entries(headers)) out.set(name, value);
  return out;
}

export function fromNatsHeaders(headers: MsgHdrs | undefined): MessageHeaders {
  const out: Record<string, string> = {};
  for (const [name, values] of headers ?? []) out[name] = values[0] ?? '';
  return out;
}

/** Headers as the message API hands them out: the `NATS/1.0` block in base64. */
export function parseHeaderBlock(base64: string | undefined): MessageHeaders {
  const out: Record<string, string> = {};
  if (!base64) return out;
  for (const line of Buffer.from(base64, 'base64').toString('utf8').split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    out[name] ??= line.slice(colon + 1).trim();
  }
  return out;
}
