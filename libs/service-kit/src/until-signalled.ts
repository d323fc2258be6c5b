/** Waits for SIGTERM or SIGINT; a second one ends the process at once. */
export function untilSignalled(): {
  readonly signalled: Promise<NodeJS.Signals>;
  readonly signal: AbortSignal;
  dispose(): void;
} {
  const aborting = new AbortController();
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  const onSignal = (name: NodeJS.Signals): void => {
    if (aborting.signal.aborted) process.exit(1);
    aborting.abort();
    resolve(name);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  return {
    signalled: promise,
    signal: aborting.signal,
    dispose: () => {
      process.off('SIGTERM', onSignal);
      process.off('SIGINT', onSignal);
    },
  };
}
