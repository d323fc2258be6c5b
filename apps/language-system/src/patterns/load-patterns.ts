import type { CompilePattern } from '../domain/pattern.js';

let loading: Promise<CompilePattern> | undefined;

/** RE2, which takes linear time whatever the expression. Read when it is first needed. */
export function loadPatterns(): Promise<CompilePattern> {
  loading ??= import('re2js').then(({ RE2JS }) => (expression) => {
    const compiled = RE2JS.compile(expression);
    return {
      isIn: (text) => compiled.matcher(text).find(),
      replaceIn: (text, by) => compiled.matcher(text).replaceAll(by),
    };
  });
  return loading;
}
