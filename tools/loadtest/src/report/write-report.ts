import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { htmlReport } from './html-report.js';
import type { Verdict } from './judge.js';
import type { LoadReport } from './load-report.js';

/** Writes report.json and report.html into a folder, which is made. Answers their paths. */
export async function writeReport(
  directory: string,
  report: LoadReport,
  verdicts: readonly Verdict[],
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  const json = join(directory, 'report.json');
  const html = join(directory, 'report.html');
  await writeFile(json, `${JSON.stringify({ ...report, verdicts }, undefined, 2)}\n`);
  await writeFile(html, htmlReport(report, verdicts));
  return [json, html];
}
