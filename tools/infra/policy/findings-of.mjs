import { configurationOf } from './read-configuration.mjs';

/**
 * What a rule finds in files that are in memory: for tests.
 * @param {import('./rule.mjs').Rule} rule
 * @param {Readonly<Record<string, string>>} files by path, such as `modules/redis/main.tf`
 * @returns {Promise<readonly string[]>}
 */
export async function findingsOf(rule, files) {
  return rule.find(await configurationOf(new Map(Object.entries(files))));
}
