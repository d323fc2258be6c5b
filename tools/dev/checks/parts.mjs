import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readNodeTestResults } from './node-test-results.mjs';
import { readVerifyResults } from './verify-results.mjs';
import { dropJestResults, packagesWithSpecs, readJestResults } from './jest-results.mjs';

/**
 * @typedef {object} PartRun
 * @property {readonly string[][]} commands run one after the other with Node 24; a path of a script first
 * @property {() => Promise<void>} [before]
 * @property {(output: string) => { tally: import('./tally.mjs').Tally, failures: readonly string[] }} [count] default: the
 *   part is one check
 */

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} about
 * @property {boolean} [alone] it uses both cores by itself, or measures time: nothing runs beside it
 * @property {boolean} [background] it takes what the part beside it leaves of the processor
 * @property {(root: string) => PartRun | string} plan a string says why there is nothing to run
 */

const bin = (/** @type {string} */ root, /** @type {string} */ name) => join(root, 'node_modules', '.bin', name);

/**
 * @param {string} root
 * @param {string} script
 * @param {readonly string[]} args
 * @returns {PartRun | string}
 */
const scriptIfThere = (root, script, args) =>
  existsSync(join(root, script)) ? { commands: [[join(root, script), ...args]] } : `no ${script}`;

const runMany = (/** @type {string} */ root, /** @type {string[]} */ ...args) => [
  bin(root, 'nx'),
  'run-many',
  ...args,
  '--output-style=static',
];

/**
 * @param {string} root
 * @param {readonly string[]} packages
 * @param {string[]} command
 * @returns {PartRun | string}
 */
function jestPart(root, packages, command) {
  if (packages.length === 0) return 'no specs';
  return {
    commands: [command],
    before: () => dropJestResults(packages),
    count: () => readJestResults(root, packages),
  };
}

/**
 * A command of its own, which prints a line for each check and their sum.
 * @param {string} script
 * @param {readonly string[]} [args]
 * @returns {Part['plan']}
 */
const verifyPlan =
  (script, args = []) =>
  (root) => ({ commands: [[join(root, script), ...args]], count: readVerifyResults });

/** Everything `npm test` checks, cheapest first. @type {readonly Part[]} */
export const PARTS = [
  {
    name: 'format',
    about: 'prettier',
    plan: (root) => ({ commands: [[bin(root, 'prettier'), '--check', '--log-level', 'warn', '.']] }),
  },
  { name: 'lint', about: 'eslint, module boundaries', plan: (root) => ({ commands: [runMany(root, '-t', 'lint')] }) },
  { name: 'types', about: 'tsc -b', plan: (root) => ({ commands: [[bin(root, 'tsc'), '-b']] }) },
  {
    name: 'codegen',
    about: 'what is generated is what is committed',
    plan: (root) => scriptIfThere(root, 'tools/codegen/generate.mjs', ['--check']),
  },
  { name: 'buf', about: 'buf lint', plan: (root) => ({ commands: [[bin(root, 'buf'), 'lint', 'proto']] }) },
  {
    name: 'breaking',
    about: 'contracts stay compatible with the last release',
    plan: (root) => ({
      commands: [[bin(root, 'buf'), 'breaking', 'proto', '--against', 'tools/codegen/released/contracts.binpb']],
    }),
  },
  { name: 'sync', about: 'nx sync:check', plan: (root) => ({ commands: [[bin(root, 'nx'), 'sync:check']] }) },
  {
    name: 'conformance',
    about: 'house rules of packages',
    plan: (root) => scriptIfThere(root, 'tools/workspace-plugin/conformance/run.mjs', []),
  },
  {
    name: 'docs',
    about: 'what is written about services is what contracts and code say',
    plan: (root) => scriptIfThere(root, 'tools/docs/generate.mjs', ['--check']),
  },
  {
    name: 'tools',
    about: 'node:test of tools/',
    plan: (root) => {
      const files = toolTests(root);
      if (files.length === 0) return 'no tests';
      return {
        commands: [['--test', '--test-reporter=tap', ...files]],
        count: (output) => ({
          tally: readNodeTestResults(output),
          failures: [...output.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map((match) => `tools: ${match[1]}`),
        }),
      };
    },
  },
  {
    name: 'unit',
    alone: true,
    about: 'jest of all packages, real servers included',
    plan: (root) =>
      jestPart(root, packagesWithSpecs(root, ['apps', 'libs', 'tools']), runMany(root, '-t', 'test', '--nxBail=false')),
  },
  {
    name: 'build',
    alone: true,
    about: 'every app and package',
    plan: (root) => ({ commands: [runMany(root, '-t', 'build')] }),
  },
  {
    name: 'e2e',
    about: 'the whole stack over HTTP',
    plan: (root) => {
      const packages = packagesWithSpecs(root, ['.']).filter((dir) => dir === join(root, 'e2e'));
      return jestPart(root, packages, runMany(root, '-t', 'e2e'));
    },
  },
  {
    name: 'release',
    about: 'libs are published, installed elsewhere and published again',
    background: true,
    plan: verifyPlan('tools/release/verify.mjs'),
  },
  {
    name: 'bench',
    alone: true,
    about: 'no path has become slower by half, compared with others in the same run',
    plan: verifyPlan('tools/dev/run-tool.mjs', ['bench', '--short']),
  },
  {
    name: 'images',
    about: 'all images run hardened (with buildah and podman)',
    plan: verifyPlan('tools/docker/verify.mjs'),
  },
  {
    name: 'infra',
    about: 'Terraform, NATS cluster, permissions, monitoring',
    plan: verifyPlan('tools/infra/verify.mjs'),
  },
  {
    name: 'generators',
    about: 'a throwaway service builds and tests',
    plan: (root) => scriptIfThere(root, 'tools/workspace-plugin/generators/try-generators.mjs', []),
  },
  {
    name: 'affected',
    about: 'a change affects what it touches, and nothing else',
    plan: verifyPlan('tools/affected/verify.mjs'),
  },
];

/** @param {string} root @returns {readonly string[]} */
function toolTests(root) {
  const tools = join(root, 'tools');
  if (!existsSync(tools)) return [];
  return readdirSync(tools, { recursive: true })
    .map((name) => join(tools, String(name)))
    .filter((file) => file.endsWith('.test.mjs') && !file.includes('node_modules'));
}
