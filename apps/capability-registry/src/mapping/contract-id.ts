import { createHash } from 'node:crypto';
import type { Agreement } from '../domain/negotiate.js';

/** Names an agreement: the same for the same client and the same words. */
export function contractId(clientId: string, { agreed }: Agreement): string {
  return `cct_${createHash('sha256')
    .update(JSON.stringify([clientId, agreed]))
    .digest('hex')
    .slice(0, 26)}`;
}
