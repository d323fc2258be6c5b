import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/**
 * @typedef {object} Rule
 * @property {string} file
 * @property {string} [record]
 * @property {string} [alert]
 * @property {string} expr
 * @property {Record<string, string>} [labels]
 * @property {Record<string, string>} [annotations]
 */
/** @typedef {{ file: string, name: string, series: string, alertname: string, firing: number }} AlertTest */

/** @param {string} root */
export const rulesDir = (root) => join(root, 'deploy/monitoring/prometheus/rules');
/** @param {string} root */
export const testsDir = (root) => join(root, 'deploy/monitoring/prometheus/tests');

/** @param {string} dir */
export const yamlFiles = (dir) =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(dir, name));

/** @param {string} root @returns {readonly Rule[]} */
export function loadRules(root) {
  return yamlFiles(rulesDir(root)).flatMap((file) =>
    parse(readFileSync(file, 'utf8')).groups.flatMap((/** @type {{ rules: Rule[] }} */ group) =>
      group.rules.map((rule) => ({ ...rule, file })),
    ),
  );
}

/** Every expectation of an alert in the tests. @param {string} root @returns {readonly AlertTest[]} */
export function loadAlertTests(root) {
  return yamlFiles(testsDir(root)).flatMap((file) =>
    parse(readFileSync(file, 'utf8')).tests.flatMap((/** @type {any} */ test) =>
      test.alert_rule_test.map((/** @type {any} */ expected) => ({
        file,
        name: test.name,
        series: JSON.stringify(test.input_series),
        alertname: expected.alertname,
        firing: expected.exp_alerts?.length ?? 0,
      })),
    ),
  );
}
