import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfiguration } from '../policy/read-configuration.mjs';
import { runbooksOfAlarms } from './alarms/runbooks-of-alarms.mjs';
import { checkWrittenWords } from './alarms/written-words.mjs';

const HEADINGS = ['What it means', 'Look', 'Do', 'Over when'];
const ALARM = /^aws_cloudwatch_(metric|composite)_alarm$/;

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'alarms',
  about: 'each alarm of AWS has a runbook, and each log filter looks for words that are written',
  run: async ({ root }) => {
    const runbooks = runbooksOfAlarms(root);
    const { blocks } = await readConfiguration(join(root, 'deploy/terraform'));
    const alarms = blocks.filter(({ type }) => ALARM.test(type));
    const words = checkWrittenWords(root);
    const failures = [
      ...(runbooks.length === 0 ? ['modules/observability names no runbook'] : []),
      ...runbooks.flatMap((name) => lacking(root, name)),
      ...alarms
        .filter(({ folder }) => folder !== 'modules/observability')
        .map(
          ({ address }) =>
            `${address}: alarms are in modules/observability, where all have a runbook and somebody to tell`,
        ),
      ...alarms
        .filter(({ body }) => !String(body.alarm_description).includes('Runbook: docs/runbooks/'))
        .map(({ address }) => `${address}: alarm_description ends with "Runbook: docs/runbooks/….md"`),
      ...words.failures,
    ];
    return { passed: Math.max(0, runbooks.length + alarms.length * 2 + words.passed - failures.length), failures };
  },
};

/** @param {string} root @param {string} name @returns {readonly string[]} */
function lacking(root, name) {
  const path = `docs/runbooks/${name}.md`;
  if (!existsSync(join(root, path))) return [`${path} is not there, and an alarm names it`];
  const text = readFileSync(join(root, path), 'utf8');
  return HEADINGS.filter((heading) => !text.includes(`\n## ${heading}\n`)).map((heading) => `${path} lacks ${heading}`);
}
