import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../../dev/run-command.mjs';

/** @typedef {{ job_name: string, static_configs?: readonly { targets: readonly string[] }[] }} Job */

/** The configuration of a Prometheus of one's own. @param {string} root @returns {any} */
export function readDefinition(root) {
  return parse(readFileSync(join(root, 'deploy/monitoring/prometheus/aws.yaml'), 'utf8'));
}

/** @param {any} definition @param {string} name @returns {readonly string[]} what a job names one by one */
export function targetsOf(definition, name) {
  return (
    definition.scrape_configs.find((/** @type {Job} */ job) => job.job_name === name)?.static_configs?.[0]?.targets ??
    []
  );
}

/**
 * Given production's names, the collector scrapes what aws.yaml says, word for word; and Prometheus itself takes that.
 * @param {any} config of the collector
 * @param {{ root: string, tmpDir: string, promtool: string | undefined, signal: AbortSignal }} options
 * @returns {Promise<import('../monitoring/tally.mjs').Findings>}
 */
export async function checkScrape(config, { root, tmpDir, promtool, signal }) {
  const definition = readDefinition(root);
  const scrape = unescaped(config.receivers.prometheus.config);
  const wanted = definition.scrape_configs.filter((/** @type {Job} */ job) => job.job_name !== 'prometheus');
  const names = new Set([...wanted, ...scrape.scrape_configs].map((/** @type {Job} */ job) => job.job_name));
  const jobOf = (/** @type {readonly Job[]} */ jobs, /** @type {string} */ name) =>
    jobs.find((job) => job.job_name === name);
  const failures = [...names]
    .filter((name) => !isDeepStrictEqual(jobOf(wanted, name), jobOf(scrape.scrape_configs, name)))
    .map((name) => `collector: job ${name} is not that of deploy/monitoring/prometheus/aws.yaml`);
  const { external_labels: labels, ...global } = definition.global;
  if (!isDeepStrictEqual(scrape.global, global)) failures.push('collector: global settings are not those of aws.yaml');
  if (!isDeepStrictEqual(config.exporters.prometheusremotewrite.external_labels, labels))
    failures.push('collector: the labels of every series are not those of aws.yaml');
  if (promtool !== undefined) {
    const file = join(tmpDir, 'scrape.yaml');
    await writeFile(file, stringify(scrape));
    const { code, stdout, stderr } = await runCommand(promtool, ['check', 'config', file], { signal });
    if (code !== 0) failures.push(`promtool check config, of what the collector scrapes:\n${stdout}${stderr}`);
  }
  return { passed: names.size + 2 + (promtool === undefined ? 0 : 1), failures };
}

/** The collector reads `$$` as `$`. @param {any} value */
function unescaped(value) {
  return JSON.parse(JSON.stringify(value).replaceAll('$$', '$'));
}
