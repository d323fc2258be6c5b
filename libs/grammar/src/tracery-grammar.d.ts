/** The part of tracery-grammar 2.8 that is used here; the package has no types of its own. */
declare module 'tracery-grammar' {
  export interface TraceryGrammar {
    addModifiers(modifiers: Record<string, (text: string, parameters: readonly string[]) => string>): void;
    /** Expands a rule once. Draws from the module-wide generator set by `setRng`. */
    flatten(rule: string): string;
  }

  interface Tracery {
    createGrammar(rules: Record<string, string[]>): TraceryGrammar;
    /** Module-wide: the next expansion of any grammar draws from it. */
    setRng(draw: () => number): void;
  }

  const tracery: Tracery;
  export { tracery as default };
}
