import { readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runCommand } from '../../../dev/run-command.mjs';
import { findApps } from '../../../dev/stack/apps.mjs';
import { rulesDir } from './load-rules.mjs';

/**
 * promtool over both configurations, and that they scrape every app.
 * @param {{ root: string, tmpDir: string, promtool: string | undefined, signal: AbortSignal }} options
 * @returns {Promise<import('./tally.mjs').Findings>}
 */
export async function checkScrapeConfigs({ root, tmpDir, promtool, signal }) {
  const failures = [];
  const services = findApps(root).map(({ name }) => name);
  await cp(rulesDir(root), join(tmpDir, 'rules'), { recursive: true });
  for (const name of ['compose.yaml', 'aws.yaml']) {
    const text = readFileSync(join(root, 'deploy/monitoring/prometheus', name), 'utf8');
    const jobs = parse(text).scrape_configs;
    const scraped =
      jobs.find((/** @type {any} */ job) => job.job_name === 'services')?.dns_sd_configs?.[0]?.names ?? [];
    const names = scraped.map((/** @type {string} */ each) => each.split('.')[0]);
    const missing = services.filter((service) => !names.includes(service));
    if (missing.length > 0) failures.push(`${name} does not scrape ${missing.join(', ')}`);
    for (const job of ['nats', 'redis', 'otel-collector', 'prometheus']) {
      if (!jobs.some((/** @type {any} */ each) => each.job_name === job)) failures.push(`${name} has no job ${job}`);
    }
    if (promtool === undefined) continue;
    // Rules lie elsewhere here than in the container.
    const file = join(tmpDir, name);
    await writeFile(file, text.replace('/etc/prometheus/rules', join(tmpDir, 'rules')));
    const { code, stdout, stderr } = await runCommand(promtool, ['check', 'config', file], { signal });
    if (code !== 0) failures.push(`promtool check config ${name}:\n${stdout}${stderr}`);
  }
  return { passed: 2 * (services.length + 5), failures };
}
