import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from './load-rules.mjs';

/** A method with a longer deadline is long by design. */
const LONG_MS = 10_000;
/** Routes that must count, as samples of what is interactive. */
const INTERACTIVE = [
  '/v1/auth:login',
  '/v1/worlds/{world_id}/time',
  '/v1/npcs',
  '/v1/quests/{quest_id}',
  '/v1/players/{player_id}/wallet',
];

/**
 * The routes left out of the latency objective are those the contracts call streams or give a long deadline.
 * @param {string} root
 * @returns {import('./tally.mjs').Findings}
 */
export function checkObjectiveRoutes(root) {
  const rules = loadRules(root).filter(({ record }) => record?.startsWith('gateway:interactive_'));
  const patterns = rules.map(({ expr }) => /http_route!~"([^"]*)"/.exec(expr)?.[1] ?? '');
  const failures = new Set(patterns).size === 1 ? [] : ['the interactive requests are told apart in two ways'];
  const isLeftOut = (/** @type {string} */ route) => new RegExp(`^(?:${patterns[0]})$`).test(route);
  const long = longRoutes(root);
  for (const route of long.filter((each) => !isLeftOut(each)))
    failures.push(`${route} is long by design, and counts for the latency objective`);
  for (const route of INTERACTIVE.filter(isLeftOut)) failures.push(`${route} does not count for the latency objective`);
  if (long.length === 0) failures.push('no streams were found in the contracts');
  return { passed: long.length + INTERACTIVE.length, failures };
}

/** @param {string} root @returns {readonly string[]} */
function longRoutes(root) {
  return globSync('proto/bodybroker/*/v1/*.proto', { cwd: root })
    .filter((file) => !file.includes('/testing/'))
    .flatMap((file) => {
      const methods = readFileSync(join(root, file), 'utf8').matchAll(
        /rpc \w+\([^)]*\) returns \((stream )?\w+\) \{(.*?)\n {2}\}/gs,
      );
      return [...methods].flatMap(([, stream, body = '']) => {
        const isLong = stream !== undefined || Number(/timeout_ms: (\d+)/.exec(body)?.[1] ?? 0) >= LONG_MS;
        const route = /\b(?:get|post|put|patch|delete): "([^"]+)"/.exec(body)?.[1];
        return isLong && route !== undefined ? [route] : [];
      });
    });
}
