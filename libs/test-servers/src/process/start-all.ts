/** Something that can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/**
 * Starts all at once; when one fails, stops those that did start and throws that failure.
 *
 * @throws the first rejection, in the order of `starts`
 */
export async function startAll<T extends Stoppable>(starts: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results = await Promise.allSettled(starts.map((start) => start()));
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (!failure) return started;
  await Promise.all(started.map((server) => server.stop()));
  throw failure.reason;
}
