/**
 * Runs parts in their order, two at a time where neither has to be alone. A part that has to be waits for all before it,
 * and all after it wait for it.
 * @template {{ readonly alone?: boolean }} Part
 * @param {readonly Part[]} parts
 * @param {(part: Part) => Promise<void>} run
 * @param {number} [atOnce]
 */
export async function runInOrder(parts, run, atOnce = 2) {
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  for (const part of parts) {
    if (part.alone) await Promise.all(running);
    else if (running.size >= atOnce) await Promise.race(running);
    const ended = run(part).finally(() => running.delete(ended));
    running.add(ended);
    if (part.alone) await ended;
  }
  await Promise.all(running);
}
