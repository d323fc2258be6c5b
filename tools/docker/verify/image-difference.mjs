import { runBuilder } from '../builders/run-builder.mjs';

/**
 * What two images of a store say differently of themselves, so that a digest that moved can be explained.
 * @param {string} one
 * @param {string} other
 * @param {NodeJS.ProcessEnv} env of the store
 * @returns {Promise<string>} a line for each difference
 */
export async function imageDifference(one, other, env) {
  const describe = async (/** @type {string} */ id) =>
    flatten(JSON.parse(await runBuilder('podman', ['image', 'inspect', id], env)));
  const [left, right] = await Promise.all([describe(one), describe(other)]);
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((key) => left.get(key) !== right.get(key))
    .map((key) => `${key}: ${left.get(key)} | ${right.get(key)}`)
    .join('\n');
}

/**
 * @param {unknown} value
 * @param {string} [path]
 * @returns {Map<string, string>} every leaf by its path
 */
function flatten(value, path = '') {
  if (typeof value !== 'object' || value === null) return new Map([[path, JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, each]) => [...flatten(each, `${path}/${key}`)]));
}
