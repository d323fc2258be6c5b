import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aimsOf, isMet } from './aims.js';
import { chartsOf } from './charts.js';
import { CHARTS_FOLDER, docsPage } from './docs-page.js';
import type { Results } from './results.js';

/** Writes results as JSON, ratios by name among them, and charts. @returns the folder's files */
export function saveResults(results: Results, folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const aims = aimsOf(results);
  // What compares one night with another: ratios of which more is better.
  const ratios = Object.fromEntries(
    aims.flatMap(({ name, wanted, seen }) => ('atLeast' in wanted && seen !== undefined ? [[name, seen]] : [])),
  );
  const report = { ...results, aims: aims.map((aim) => ({ ...aim, isMet: isMet(aim) })), ratios };
  const json = join(folder, 'bench.json');
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  return [json, ...saveCharts(results, folder)];
}

/** Writes docs/benchmarks.md and its charts. @param root of the workspace */
export function writeDocs(results: Results, root: string): readonly string[] {
  const page = join(root, 'docs/benchmarks.md');
  writeFileSync(page, docsPage(results));
  execFileSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', page], {
    cwd: root,
  });
  return [page, ...saveCharts(results, join(root, 'docs', CHARTS_FOLDER))];
}

function saveCharts(results: Results, folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return [...chartsOf(results)].map(([name, svg]) => {
    const path = join(folder, name);
    writeFileSync(path, svg);
    return path;
  });
}
