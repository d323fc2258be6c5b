/** Tries until the assertions in `look` hold, at most `withinMs`; then throws what failed last. */
export async function eventually<T>(look: () => Promise<T>, withinMs: number): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}
