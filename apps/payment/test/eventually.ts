const PATIENCE_MS = 4000;

/** Looks until what `look` asserts holds; then throws what failed last. */
export async function eventually(look: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((wake) => setTimeout(wake, 20));
    }
  }
}
