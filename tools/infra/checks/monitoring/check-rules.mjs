import { runCommand } from '../../../dev/run-command.mjs';
import { loadAlertTests, loadRules, rulesDir, testsDir, yamlFiles } from './load-rules.mjs';

const SEVERITIES = ['critical', 'warning'];

/**
 * promtool over the rules and their tests, and that every alert has a test in which it fires and one in which it does not.
 * @param {{ root: string, promtool: string, signal: AbortSignal }} options
 * @returns {Promise<import('./tally.mjs').Findings>}
 */
export async function checkRules({ root, promtool, signal }) {
  const failures = [];
  const checked = await runCommand(promtool, ['check', 'rules', ...yamlFiles(rulesDir(root))], { signal });
  if (checked.code !== 0) failures.push(`promtool check rules:\n${checked.stdout}${checked.stderr}`);
  const tests = yamlFiles(testsDir(root));
  const tested = await runCommand(promtool, ['test', 'rules', ...tests], { cwd: testsDir(root), signal });
  if (tested.code !== 0) failures.push(`promtool test rules:\n${tested.stdout}${tested.stderr}`);

  const expectations = loadAlertTests(root);
  const alerts = loadRules(root).filter(({ alert }) => alert !== undefined);
  for (const { alert = '', labels = {}, annotations = {} } of alerts) {
    const own = expectations.filter(({ alertname }) => alertname === alert);
    if (!own.some(({ firing }) => firing > 0)) failures.push(`${alert} has no test in which it fires`);
    if (!own.some(({ firing }) => firing === 0)) failures.push(`${alert} has no test in which it stays silent`);
    if (own.length > 0 && own.some(({ series }) => series === '[]'))
      failures.push(`${alert} has a test without any series`);
    if (!SEVERITIES.includes(labels['severity'] ?? ''))
      failures.push(`${alert}: severity is ${SEVERITIES.join(' or ')}`);
    for (const name of ['summary', 'description', 'runbook_url']) {
      if (!annotations[name]) failures.push(`${alert} has no ${name}`);
    }
  }
  const names = new Set(alerts.map(({ alert }) => alert));
  for (const { alertname, name } of expectations) {
    if (!names.has(alertname)) failures.push(`the test "${name}" is of ${alertname}, which no rule has`);
  }
  return { passed: tests.length + 1 + alerts.length * 2, failures };
}
