import { readFile } from 'node:fs/promises';

/** Something a server did not permit. */
export interface Violation {
  readonly operation: 'publish' | 'subscribe';
  readonly subject: string;
  /** Public nkey of who tried; empty for a user without one. */
  readonly nkey: string;
  /** What the connection calls itself. */
  readonly client: string;
}

// 2.9:  … cid:6 - "v2.29.3:nats.js:auth" - Publish Violation - Nkey "UD…", Subject "a.b"
// 2.15: … cid:7 - "v2.29.3:nats.js:auth" - "GAME/nkey:UD…" - Subscription Violation - Subject "a.b", SID 1
const VIOLATION = /(Publish|Subscription) Violation - .*?Subject "([^"]*)"/;
const NKEY = /\bU[A-Z2-7]{55}\b/;
const CLIENT = /cid:\d+ - "[^":]*:[^":]*:([^"]*)"/;

/** What a server's log says it did not permit; each once. */
export async function readViolations({ logFile }: { readonly logFile: string }): Promise<readonly Violation[]> {
  const found = new Map<string, Violation>();
  for (const line of (await readFile(logFile, 'utf8')).split('\n')) {
    const [, kind, subject = ''] = VIOLATION.exec(line) ?? [];
    if (kind === undefined) continue;
    const operation = kind === 'Publish' ? 'publish' : 'subscribe';
    const nkey = NKEY.exec(line)?.[0] ?? '';
    found.set(`${operation} ${nkey} ${subject}`, { operation, subject, nkey, client: CLIENT.exec(line)?.[1] ?? '' });
  }
  return [...found.values()];
}
