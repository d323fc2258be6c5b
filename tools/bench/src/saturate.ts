export interface Throughput {
  readonly perSecond: number;
  readonly requests: number;
  readonly errors: number;
}

/** Keeps a number of calls under way for a while and counts the answers. */
export async function saturate(
  send: () => Promise<unknown>,
  options: { readonly inFlight: number; readonly seconds: number },
): Promise<Throughput> {
  const start = performance.now();
  const end = start + options.seconds * 1000;
  let requests = 0;
  let errors = 0;
  const loop = async (): Promise<void> => {
    while (performance.now() < end) {
      await send().then(
        () => void (requests += 1),
        () => void (errors += 1),
      );
    }
  };
  await Promise.all(Array.from({ length: options.inFlight }, loop));
  return { perSecond: requests / ((performance.now() - start) / 1000), requests, errors };
}
