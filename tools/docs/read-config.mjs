import ts from 'typescript';

/**
 * @typedef {object} Variable
 * @property {string} name such as `BB_TICK_MS`
 * @property {string} fallback its default as written; empty when there is none
 * @property {string} about
 */

/**
 * The variables that a config.ts declares: `export const config = { tickMs: num({ default: 250, desc: '…' }) }`.
 * @param {string} source
 * @returns {readonly Variable[]}
 */
export function readConfig(source) {
  const file = ts.createSourceFile('config.ts', source, ts.ScriptTarget.Latest, true);
  /** @type {Variable[]} */
  const variables = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer)) {
      const options = node.initializer.arguments.at(-1);
      if (options && ts.isObjectLiteralExpression(options)) variables.push(variable(node.name.getText(), options));
      return;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return variables;
}

/**
 * @param {string} key
 * @param {ts.ObjectLiteralExpression} options
 * @returns {Variable}
 */
function variable(key, options) {
  const value = (/** @type {string} */ name) => {
    const property = options.properties.find((each) => ts.isPropertyAssignment(each) && each.name.getText() === name);
    if (property === undefined || !ts.isPropertyAssignment(property)) return '';
    return ts.isStringLiteralLike(property.initializer)
      ? property.initializer.text
      : property.initializer.getText().replaceAll('_', '');
  };
  const name = `BB_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  return { name, fallback: value('default'), about: value('desc') };
}
