import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'prettier';
import { findApps } from '../../tools/dev/stack/apps.mjs';
import { DASHBOARDS } from './grafana/definitions/all.mjs';
import { renderDashboard } from './generate/dashboard.mjs';
import { awsScrapeConfig, composeScrapeConfig } from './generate/scrape-config.mjs';

// node deploy/monitoring/generate.mjs [--check]
// Writes the dashboards from grafana/definitions, and the scrape configurations from the list of apps.

const here = import.meta.dirname;
const STYLE = { singleQuote: true, printWidth: 120 };

/**
 * Every generated file: its path below deploy/monitoring, and what belongs into it.
 * @returns {Promise<ReadonlyMap<string, string>>}
 */
export async function generatedFiles() {
  const services = findApps(join(here, '../..')).map(({ name }) => name);
  /** @type {Map<string, string>} */
  const files = new Map();
  for (const dashboard of DASHBOARDS) {
    const json = JSON.stringify(renderDashboard(dashboard));
    files.set(`grafana/dashboards/${dashboard.uid}.json`, await format(json, { ...STYLE, parser: 'json' }));
  }
  files.set('prometheus/compose.yaml', await format(composeScrapeConfig(services), { ...STYLE, parser: 'yaml' }));
  files.set('prometheus/aws.yaml', await format(awsScrapeConfig(services), { ...STYLE, parser: 'yaml' }));
  return files;
}

/** @returns {Promise<readonly string[]>} the generated files that are not what they would be now */
export async function outdatedFiles() {
  const outdated = [];
  for (const [path, wanted] of await generatedFiles()) {
    if ((await readFile(join(here, path), 'utf8').catch(() => '')) !== wanted) outdated.push(path);
  }
  return outdated;
}

async function main() {
  if (process.argv.includes('--check')) {
    const outdated = await outdatedFiles();
    for (const path of outdated)
      console.error(`deploy/monitoring/${path} is outdated: node deploy/monitoring/generate.mjs`);
    return outdated.length === 0 ? 0 : 1;
  }
  for (const [path, text] of await generatedFiles()) {
    await mkdir(dirname(join(here, path)), { recursive: true });
    await writeFile(join(here, path), text);
  }
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.exitCode = await main();
}
