import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { runCommand } from '../../../dev/run-command.mjs';
import { dashboardQueries } from './load-dashboards.mjs';
import { knownMetrics, TARGET_LABELS } from './known-metrics.mjs';
import { loadRules } from './load-rules.mjs';
import { groupedLabels, usedMetrics } from './promql-names.mjs';

/** @typedef {{ where: string, expr: string }} Expression */

/**
 * Every expression of rules and dashboards parses, and asks only for metrics and labels that are known to exist.
 * @param {{ root: string, tmpDir: string, promtool: string | undefined, signal: AbortSignal }} options
 * @returns {Promise<import('./tally.mjs').Findings>}
 */
export async function checkExpressions({ root, tmpDir, promtool, signal }) {
  const rules = loadRules(root);
  /** @type {readonly Expression[]} */
  const queries = dashboardQueries(root);
  const expressions = [...rules.map(({ alert, record, expr }) => ({ where: alert ?? record ?? '', expr })), ...queries];
  const failures = expressions.flatMap((expression) => unknownNames(expression, rules, root));
  if (promtool !== undefined) failures.push(...(await parseErrors(queries, { tmpDir, promtool, signal })));
  return { passed: expressions.length + (promtool === undefined ? 0 : queries.length), failures };
}

/** @param {Expression} expression @param {readonly import('./load-rules.mjs').Rule[]} rules @param {string} root */
function unknownNames({ where, expr }, rules, root) {
  const known = knownMetrics(root);
  const recorded = new Set(rules.map(({ record }) => record));
  const anyLabel = new Set([...TARGET_LABELS, 'le', ...[...known.values()].flatMap(({ labels }) => labels)]);
  const failures = [];
  for (const { name, labels } of usedMetrics(expr)) {
    const metric = known.get(name);
    if (metric === undefined && !recorded.has(name)) {
      failures.push(`${where}: no process exposes ${name}`);
      continue;
    }
    // What a recorded series keeps is seen when its rule is tested.
    const allowed = metric === undefined ? anyLabel : new Set([...TARGET_LABELS, ...metric.labels]);
    for (const label of labels.filter((each) => !allowed.has(each)))
      failures.push(`${where}: ${name} has no label ${label}`);
  }
  for (const label of groupedLabels(expr)) {
    if (!anyLabel.has(label)) failures.push(`${where}: nothing has a label ${label}`);
  }
  return failures;
}

/**
 * promtool parses expressions of rules only, so those of the dashboards are made into rules.
 * @param {readonly Expression[]} queries
 * @param {{ tmpDir: string, promtool: string, signal: AbortSignal }} options
 */
async function parseErrors(queries, { tmpDir, promtool, signal }) {
  const file = join(tmpDir, 'dashboards.yaml');
  const rules = queries.map(({ expr }, i) => ({ record: `panel_${i}`, expr }));
  await writeFile(file, stringify({ groups: [{ name: 'dashboards', rules }] }));
  const { code, stdout, stderr } = await runCommand(promtool, ['check', 'rules', file], { signal });
  if (code === 0) return [];
  return [
    `a query of a dashboard does not parse:\n${stdout}${stderr}\n${queries.map(({ where }, i) => `panel_${i}: ${where}`).join('\n')}`,
  ];
}
