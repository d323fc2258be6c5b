/**
 * Runs `attempt`; when it has not settled after `afterMs`, runs a second one beside it. The first success wins and the
 * other is aborted; when both fail, the first failure is thrown. (Dean and Barroso, "The Tail at Scale", 2013.)
 */
export async function hedge<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  options: { readonly afterMs: number; readonly signal: AbortSignal },
): Promise<T> {
  const losers = new AbortController();
  const signal = AbortSignal.any([options.signal, losers.signal]);
  const first = attempt(signal);
  let timer: NodeJS.Timeout | undefined;
  const second = new Promise<T>((resolve, reject) => {
    let began = false;
    timer = setTimeout(() => {
      began = true;
      attempt(signal).then(resolve, reject);
    }, options.afterMs);
    // A first attempt that fails before the second began leaves nothing to wait for.
    first.catch((error: unknown) => {
      if (!began) reject(error);
    });
  });
  try {
    return await Promise.any([first, second]);
  } catch {
    return await first;
  } finally {
    clearTimeout(timer);
    losers.abort();
  }
}
