/** @typedef {import('./read-configuration.mjs').Block} Block */

/**
 * @param {import('./read-configuration.mjs').Configuration} configuration
 * @param {string} type
 * @returns {readonly Block[]}
 */
export function resourcesOf({ blocks }, type) {
  return blocks.filter((block) => block.kind === 'resource' && block.type === type);
}

/**
 * Nested blocks of a name, static or dynamic: of a dynamic one its content.
 * @param {any} body
 * @param {string} name
 * @returns {readonly any[]}
 */
export function nestedBlocks(body, name) {
  const dynamic = (body?.dynamic?.[name] ?? []).flatMap((/** @type {any} */ each) => each.content ?? []);
  const plain = Array.isArray(body?.[name]) ? body[name] : [];
  return [...plain, ...dynamic];
}

/**
 * Every text and literal in a body with where it stands.
 * @param {any} value
 * @param {string} [path]
 * @returns {readonly { path: string, value: unknown }[]}
 */
export function valuesOf(value, path = '') {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, path));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, each]) => valuesOf(each, path === '' ? key : `${path}.${key}`));
  }
  return [{ path, value }];
}

/** Whether an argument is given, as a literal or an expression. @param {unknown} value */
export function isGiven(value) {
  return value !== undefined && value !== null && value !== '' && value !== '${null}';
}
