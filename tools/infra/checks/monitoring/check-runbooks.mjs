import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from './load-rules.mjs';

const HEADINGS = ['What it means', 'Look', 'Do', 'Over when'];

/**
 * One page for each alert of Prometheus and each that a CloudWatch alarm names, with the same four parts, and no page for nothing.
 * @param {string} root
 * @returns {import('./tally.mjs').Findings}
 */
export function checkRunbooks(root) {
  const failures = [];
  const dir = join(root, 'docs/runbooks');
  const alerts = loadRules(root).filter(({ alert }) => alert !== undefined);
  for (const { alert = '', annotations = {} } of alerts) {
    const path = `docs/runbooks/${alert}.md`;
    if (annotations['runbook_url'] !== path) failures.push(`${alert}: its runbook_url is not ${path}`);
  }
  const wanted = new Set([...alerts.map(({ alert = '' }) => alert), ...alarmRunbooks(root)]);
  const index = existsSync(join(dir, 'README.md')) ? readFileSync(join(dir, 'README.md'), 'utf8') : '';
  for (const name of wanted) {
    const path = `docs/runbooks/${name}.md`;
    if (!existsSync(join(root, path))) {
      failures.push(`${path} is not there`);
      continue;
    }
    const text = readFileSync(join(root, path), 'utf8');
    const missing = HEADINGS.filter((heading) => !text.includes(`\n## ${heading}\n`));
    if (missing.length > 0) failures.push(`${path} lacks ${missing.join(', ')}`);
    if (!index.includes(`(${name}.md)`)) failures.push(`docs/runbooks/README.md does not list ${name}.md`);
  }
  const pages = existsSync(dir) ? readdirSync(dir).filter((name) => name !== 'README.md') : [];
  for (const page of pages) {
    if (!wanted.has(page.replace(/\.md$/, ''))) failures.push(`docs/runbooks/${page} is of no alert`);
  }
  return { passed: alerts.length + wanted.size * 3, failures };
}

/** @param {string} root @returns {readonly string[]} the pages that CloudWatch alarms name */
function alarmRunbooks(root) {
  const files = globSync('deploy/terraform/modules/observability/*.tf', { cwd: root });
  return files.flatMap((file) => {
    const named = readFileSync(join(root, file), 'utf8').matchAll(/^\s*runbook\s*=\s*"(\w+)"/gm);
    return [...named].map(([, name = '']) => name);
  });
}
