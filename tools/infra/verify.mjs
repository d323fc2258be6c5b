import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { AWS_ALONE_SHOWS } from './aws-only.mjs';
import { findChecks } from './find-checks.mjs';
import { runCheck } from './run-check.mjs';

const USAGE = `Checks everything in deploy/terraform that can be checked without AWS.

  npm run infra:verify
  npm run infra:verify -- --only terraform-test,policy
  npm run infra:verify -- --list
`;

const OLDEST_NODE = 24;

const write = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const indent = (/** @type {string} */ text) => text.trimEnd().replaceAll(/^/gm, '    ');

const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  process.stdout.write(USAGE);
} else if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  write(`this is Node ${process.versions.node}; npm run infra:verify takes Node ${OLDEST_NODE} from node_modules`);
  process.exitCode = 2;
} else {
  process.exitCode = await main();
}

/** @returns {Promise<number>} exit code */
async function main() {
  const all = await findChecks(join(import.meta.dirname, 'checks'));
  const wanted = values.only?.split(',');
  const unknown = wanted?.filter((name) => !all.some((check) => check.name === name)) ?? [];
  if (unknown.length > 0) {
    write(`no check named ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  if (values.list) {
    for (const { name, about } of all) write(`${name}  ${about}`);
    return 0;
  }
  return runAll(all.filter(({ name }) => wanted?.includes(name) ?? true));
}

/** @param {readonly import('./check.mjs').Check[]} checks @returns {Promise<number>} exit code */
async function runAll(checks) {
  const interrupted = new AbortController();
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => interrupted.abort());
  // Whoever read along has gone, as `head` does: what was started is still cleaned up.
  process.stdout.on('error', () => interrupted.abort());
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const notExercised = [];
  for (const check of checks) {
    if (interrupted.signal.aborted) break;
    const startedAt = performance.now();
    const result = await runCheck(check, {
      root: workspaceRoot,
      log: (line) => write(`    ${line}`),
      signal: interrupted.signal,
    });
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    passed += result.passed;
    failed += result.failures.length;
    notExercised.push(...(result.notExercised ?? []));
    if (result.failures.length > 0) {
      write(
        `FAILED  ${check.name}  ${seconds} s  ${result.failures.length} of ${result.passed + result.failures.length}`,
      );
      for (const failure of result.failures) write(indent(failure));
    } else if (result.skipped !== undefined) {
      write(`skipped  ${check.name}  ${result.skipped}`);
      notExercised.push(`${check.name}: ${result.skipped}`);
    } else {
      write(`passed  ${check.name}  ${seconds} s  ${result.passed}`);
    }
  }
  write('\nNot exercised here:');
  for (const line of notExercised) write(`  ${line}`);
  write('\nAWS alone can show:');
  for (const line of AWS_ALONE_SHOWS) write(`  ${line}`);
  write(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 && !interrupted.signal.aborted ? 0 : 1;
}
