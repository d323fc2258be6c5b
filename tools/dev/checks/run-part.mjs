import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../run-command.mjs';
import { quietEnvironment } from '../stack/build.mjs';

/**
 * @typedef {object} PartResult
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {import('./tally.mjs').Tally} tally
 * @property {readonly string[]} failures one line each
 * @property {string} note why it was skipped, or where its log is
 */

/** What a check ends with that cannot run on this machine, as automake's and Meson's tests do. */
const SKIPPED_CODE = 77;

const PART_TIMEOUT_MS = 30 * 60_000;

/**
 * Runs one part to its end, its output in `<logDir>/<part>.log`.
 * @param {import('./parts.mjs').Part} part
 * @param {{ root: string, node: string, logDir: string, signal?: AbortSignal }} options
 * @returns {Promise<PartResult>}
 */
export async function runPart(part, { root, node, logDir, signal }) {
  const plan = part.plan(root);
  if (typeof plan === 'string') {
    return { outcome: 'skipped', tally: { passed: 0, failed: 0, skipped: 1 }, failures: [], note: plan };
  }
  await plan.before?.();
  let output = '';
  let code = 0;
  for (const command of plan.commands) {
    const options = {
      cwd: root,
      env: quietEnvironment(root),
      timeoutMs: PART_TIMEOUT_MS,
      background: part.background ?? false,
      ...(signal && { signal }),
    };
    const result = await runCommand(node, command, options);
    output += result.stdout + result.stderr;
    code ||= result.code;
  }
  await mkdir(logDir, { recursive: true });
  const logFile = join(logDir, `${part.name}.log`);
  await writeFile(logFile, output);
  return judgePart(part.name, { code, output, logFile, count: plan.count });
}

/**
 * What a part's end means. Tests that all passed do not make up for a program that failed, and none that ran is a failure.
 * @param {string} name
 * @param {{ code: number, output: string, logFile: string, count: import('./parts.mjs').PartRun['count'] }} end
 * @returns {PartResult}
 */
export function judgePart(name, { code, output, logFile, count }) {
  if (code === SKIPPED_CODE) {
    const why = output.match(/^skipped\s+(.*)$/m)?.[1] ?? 'it cannot run here';
    return { outcome: 'skipped', tally: { passed: 0, failed: 0, skipped: 1 }, failures: [], note: why };
  }
  const succeeded = { tally: { passed: 1, failed: 0, skipped: 0 }, failures: [] };
  const failed = { tally: { passed: 0, failed: 1, skipped: 0 }, failures: [`${name}: ended with code ${code}`] };
  let { tally, failures } = count ? count(output) : code === 0 ? succeeded : failed;
  if (count && code !== 0 && tally.failed === 0) {
    tally = { ...tally, failed: 1 };
    failures = [`${name}: its tests passed, but it ended with code ${code}`];
  }
  if (count && tally.passed + tally.failed === 0) {
    tally = { ...tally, failed: 1 };
    failures = [`${name}: no test ran`];
  }
  return { outcome: tally.failed > 0 ? 'failed' : 'passed', tally, failures, note: logFile };
}
