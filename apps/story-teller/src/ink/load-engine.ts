import type * as Compiling from 'inkjs/compiler/Compiler';
import type * as Telling from 'inkjs/engine/Story';

// The packages' own entry points carry types that this module resolution cannot follow; the files behind them it can.

/** The part of ink that tells stories; loaded when it is first needed. */
export async function loadStory(): Promise<typeof Telling.Story> {
  const engine: unknown = await import('inkjs');
  return (engine as Pick<typeof Telling, 'Story'>).Story;
}

/** The part that compiles: most processes never need it. */
export async function loadCompiler(): Promise<Pick<typeof Compiling, 'Compiler' | 'CompilerOptions'>> {
  const engine: unknown = await import('inkjs/full');
  return engine as Pick<typeof Compiling, 'Compiler' | 'CompilerOptions'>;
}
