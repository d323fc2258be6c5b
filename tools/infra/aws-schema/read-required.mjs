/**
 * Which arguments must be given, from the interfaces of the declarations: those without a question mark.
 * @param {string} declarations
 * @returns {ReadonlyMap<string, ReadonlySet<string>>} interface name to argument names in HCL
 */
export function readRequired(declarations) {
  const interfaces = declarations.matchAll(/^export interface (\w+)[^{]*\{([\s\S]*?)\n\}/gm);
  return new Map(
    [...interfaces].map(([, name = '', body = '']) => [
      name,
      new Set([...body.matchAll(/^ {4}readonly (\w+):/gm)].map(([, key = '']) => snakeCase(key))),
    ]),
  );
}

/** @param {string} name */
function snakeCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
