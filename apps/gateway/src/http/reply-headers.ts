/** Headers of a service's answer that clients get to see, in lower case, and as they are written. */
const PASSED_ON: ReadonlyMap<string, string> = new Map([['idempotent-replay', 'Idempotent-Replay']]);

/** Picks what of a service's headers goes out to the client; undefined: nothing does. */
export function replyHeaders(headers: Readonly<Record<string, string>>): Record<string, string> | undefined {
  let passed: Record<string, string> | undefined;
  for (const name in headers) {
    const written = PASSED_ON.get(name.toLowerCase());
    const value = headers[name];
    if (written !== undefined && value !== undefined) passed = { ...passed, [written]: value };
  }
  return passed;
}
