/** One `#symbol.modifier.modifier#` of a rule's text. */
export interface TemplateReference {
  readonly symbol: string;
  readonly modifiers: readonly string[];
}

/** A rule's text, read. */
export interface Template {
  readonly references: readonly TemplateReference[];
  /** Characters of the text outside its references. */
  readonly plainLength: number;
}

const NAME = /^[a-z][A-Za-z0-9_]*$/;

/** Symbol and slot names. Those every JS object has (`constructor`) are not names: Tracery looks symbols up on one. */
export function isSymbolName(name: string): boolean {
  return NAME.test(name) && !(name in Object.prototype);
}

/** Reads a text, or returns the problem in words. */
export function readTemplate(text: string): Template | string {
  const forbidden = /[[\]\\]/.exec(text);
  if (forbidden !== null) return `"${forbidden[0]}" is not allowed in a text`;
  // Split at the marks, the odd pieces are references.
  const pieces = text.split('#');
  if (pieces.length % 2 === 0) return 'a "#" is not closed';
  const references: TemplateReference[] = [];
  let plainLength = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      plainLength += piece.length;
      continue;
    }
    const [symbol = '', ...modifiers] = piece.split('.');
    if (!isSymbolName(symbol)) return `"#${piece}#" is not a reference`;
    references.push({ symbol, modifiers });
  }
  return { references, plainLength };
}
