import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { addTallies, EMPTY_TALLY } from './tally.mjs';

/** Of a failure's message, enough to see what was expected and what came. */
const MESSAGE_LINES = 12;

/** Where the test target of a package leaves jest's own report; nx brings it back with a cached run. */
const RESULTS = join('out-tsc', 'test-results.json');

/**
 * The packages whose test target has something to run: those with specs.
 * @param {string} root
 * @param {readonly string[]} groups folders of packages
 * @returns {readonly string[]} absolute
 */
export function packagesWithSpecs(root, groups) {
  return groups
    .map((group) => join(root, group))
    .filter((group) => existsSync(group))
    .flatMap((group) => readdirSync(group).map((name) => join(group, name)))
    .filter((dir) => existsSync(join(dir, 'package.json')))
    .filter((dir) => ['src', 'test'].some((sub) => hasSpec(join(dir, sub))));
}

/** @param {string} dir */
function hasSpec(dir) {
  return existsSync(dir) && readdirSync(dir, { recursive: true }).some((name) => String(name).endsWith('.spec.ts'));
}

/**
 * Forgets earlier reports, so that none is counted that this run has not made or confirmed.
 * @param {readonly string[]} packages
 */
export async function dropJestResults(packages) {
  await Promise.all(packages.map((dir) => rm(join(dir, RESULTS), { force: true })));
}

/**
 * Adds jest's own numbers up. A package without a report did not run and counts as one failure, and so does each spec
 * file that could not be loaded.
 * @param {string} root
 * @param {readonly string[]} packages
 * @returns {{ tally: import('./tally.mjs').Tally, failures: readonly string[] }}
 */
export function readJestResults(root, packages) {
  let tally = EMPTY_TALLY;
  /** @type {string[]} */
  const failures = [];
  for (const dir of packages) {
    const file = join(dir, RESULTS);
    if (!existsSync(file)) {
      tally = addTallies(tally, { passed: 0, failed: 1, skipped: 0 });
      failures.push(`${relative(root, dir)}: its tests did not run`);
      continue;
    }
    const report = JSON.parse(readFileSync(file, 'utf8'));
    tally = addTallies(tally, {
      passed: report.numPassedTests,
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    });
    for (const suite of report.testResults) {
      const failed = suite.assertionResults.filter(
        (/** @type {{ status: string }} */ test) => test.status === 'failed',
      );
      for (const test of failed) {
        failures.push(`${relative(root, suite.name)}: ${test.fullName}${whatWentWrong(test.failureMessages)}`);
      }
      if (suite.status === 'failed' && failed.length === 0) {
        failures.push(`${relative(root, suite.name)}: could not be loaded: ${firstLine(suite.message)}`);
      }
    }
  }
  return { tally, failures };
}

/**
 * The message without the stack: where the log is gone, this is all there is.
 * @param {readonly string[]} messages
 */
function whatWentWrong(messages) {
  const lines = stripVTControlCharacters(messages.join('\n'))
    .split('\n')
    .filter((line) => line.trim() && !/^\s+at /.test(line));
  return lines
    .slice(0, MESSAGE_LINES)
    .map((line) => `\n        ${line.slice(0, 300)}`)
    .join('');
}

/** @param {string} message */
function firstLine(message) {
  return (
    message
      .split('\n')
      .find((line) => line.trim() && !line.includes('●'))
      ?.trim() ?? ''
  );
}
