/** Headers of a service's answer that clients get to see, in lower case, and as they are written. */
const PASSED_ON: ReadonlyMap<string, string> = new Map([['idempotent-replay', 'Idempotent-Replay']]);

/** Picks what of a service's headers goes out to the client. */
export function replyHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const written = PASSED_ON.get(name.toLowerCase());
    if (written !== undefined) passed[written] = value;
  }
  return passed;
}
