/**
 * What the compiled codec makes; undefined where it throws. It throws at what it leaves to the reference, right or wrong; that does
 * it again and says what is wrong.
 */
export function quickly<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
