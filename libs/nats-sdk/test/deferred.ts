export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

export function deferred<T = void>(): Deferred<T> {
  return Promise.withResolvers<T>();
}

/** Waits for what another process or the event loop brings about; fails after two seconds. */
export async function eventually(check: () => boolean): Promise<void> {
  const endsAt = performance.now() + 2_000;
  while (!check()) {
    if (performance.now() > endsAt) throw new Error('it did not happen within 2 s');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
