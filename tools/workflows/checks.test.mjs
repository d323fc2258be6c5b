import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { before, describe, it } from 'node:test';
import { actionInputs } from './checks/action-inputs.mjs';
import { actionPins, onePinPerAction } from './checks/action-pins.mjs';
import { boundedJobs } from './checks/bounded-jobs.mjs';
import { calledWorkflows } from './checks/called-workflows.mjs';
import { commands } from './checks/commands.mjs';
import { expressions } from './checks/expressions.mjs';
import { scriptSafety } from './checks/script-safety.mjs';
import { readWorkspace } from './read-workspace.mjs';
import { parseWorkflowFile } from './workflow-files.mjs';

// Each check finds what it is for: a workflow without fault, and one mistake at a time.

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const GOOD = `on:
  workflow_dispatch:
    inputs:
      minutes: { type: number }
permissions: {}
defaults: { run: { shell: bash } }
concurrency: { group: example, cancel-in-progress: true }
jobs:
  first:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: { contents: read }
    outputs:
      base: \${{ steps.base.outputs.base }}
    steps:
      - uses: actions/checkout@${SHA} # v7.0.1
        with: { persist-credentials: false }
      - uses: ./.github/actions/setup
        with: { build-cache: 'false' }
      - id: base
        env: { MINUTES: '\${{ inputs.minutes }}' }
        run: npm run soak -- --minutes "$MINUTES" --kill-every 15
  second:
    needs: first
    strategy:
      matrix:
        include:
          - check: infra:verify
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions: {}
    steps:
      - if: needs.first.outputs.base != ''
        env: { CHECK: '\${{ matrix.check }}' }
        run: npm run "$CHECK"
      - run: npx nx affected -t build,test --base=main && node tools/workflows/pr-title.mjs
`;

const PATH = '.github/workflows/example.yml';
/** @type {import('./checks/commands.mjs').Workspace} */
let workspace;
before(async () => {
  workspace = await readWorkspace(resolve(import.meta.dirname, '../..'));
});

/** @param {string} text @returns {readonly string[]} */
function problemsOf(text) {
  const file = parseWorkflowFile(PATH, text);
  const checks = [actionInputs, actionPins, boundedJobs, expressions, scriptSafety];
  return [...checks.flatMap((check) => check(file)), ...commands(file, workspace)];
}

/** What is changed in the good workflow, into what, and what is said about it. @type {[string, string, RegExp][]} */
const MISTAKES = [
  [`@${SHA} # v7.0.1`, '@v7', /is not pinned to a commit/],
  [`@${SHA} # v7.0.1`, `@${SHA.slice(0, 12)} # v7.0.1`, /is not pinned to a commit/],
  [' # v7.0.1', '', /no "# v1\.2\.3"/],
  ['permissions: {}\ndefaults', 'defaults', /says no "permissions: \{\}"/],
  ['permissions: {}\ndefaults', 'permissions: write-all\ndefaults', /says no "permissions: \{\}"/],
  ['    permissions: { contents: read }\n', '', /first: does not say its permissions/],
  ['permissions: { contents: read }', 'permissions: write-all', /write-all is too much/],
  ['concurrency: { group: example, cancel-in-progress: true }\n', '', /no concurrency group/],
  [', cancel-in-progress: true', '', /whether runs are cancelled/],
  ['defaults: { run: { shell: bash } }\n', '', /in a pipe/],
  ['    timeout-minutes: 5\n', '', /first: no timeout-minutes/],
  ['ubuntu-24.04', 'ubuntu-latest', /runs on ubuntu-latest/],
  ['        with: { persist-credentials: false }\n', '', /leaves its token behind/],
  ['"$MINUTES"', '${{ inputs.minutes }}', /inputs\.minutes \}\} in a script/],
  ['npm run "$CHECK"', 'if true; then npm test', /syntax error/],
  ['needs: first', 'needs: frist', /needs frist, which is no job/],
  ['id: base', 'id: bass', /there is no steps\.base\.outputs\.base/],
  ['needs.first.outputs.base', 'needs.first.outputs.bass', /there is no needs\.first\.outputs\.bass/],
  ['{{ inputs.minutes', '{{ inputs.minuets', /there is no inputs\.minuets/],
  ['{{ matrix.check', '{{ matrix.chek', /there is no matrix\.chek/],
  ['npm run soak', 'npm run soap', /there is no npm script soap/],
  ['--kill-every', '--kill-each', /soak: does not know --kill-each/],
  ['check: infra:verify', 'check: infra:verfy', /there is no npm script infra:verfy/],
  ['-t build,test', '-t build,tset', /no project has a target tset/],
  ['tools/workflows/pr-title.mjs', 'tools/workflows/pr-titel.mjs', /there is no tools\/workflows\/pr-titel\.mjs/],
  ['actions/setup\n', 'actions/set-up\n', /there is no \.\/\.github\/actions\/set-up/],
  ['persist-credentials: false', 'persist-credentials: false, ref_: x', /is "ref_" an input of actions\/checkout/],
  ['build-cache:', 'build-cash:', /has no input build-cash/],
];

describe('checks of workflows', () => {
  it('find nothing in a good one', () => assert.deepEqual(problemsOf(GOOD), []));

  for (const [from, to, expected] of MISTAKES) {
    it(`find ${to.trim().split('\n')[0] || `a missing ${from.trim().split('\n')[0]}`}`, () => {
      const text = GOOD.replace(from, () => to);
      assert.notEqual(text, GOOD);
      assert.match(problemsOf(text).join('\n'), expected);
    });
  }

  it('find a called workflow that does not get what it needs', () => {
    const called = parseWorkflowFile(
      '.github/workflows/called.yml',
      `on: { workflow_call: { inputs: { role: { type: string, required: true } } } }
jobs: { a: { permissions: { contents: read, id-token: write } } }`,
    );
    const problems = (/** @type {string} */ job) =>
      calledWorkflows([called, parseWorkflowFile(PATH, `jobs: { b: ${job} }`)]).join('\n');
    const uses = 'uses: ./.github/workflows/called.yml';
    const permissions = 'permissions: { contents: read, id-token: write }';
    assert.equal(problems(`{ ${uses}, ${permissions}, with: { role: x } }`), '');
    assert.match(problems(`{ ${uses}, ${permissions} }`), /input role is missing/);
    assert.match(problems(`{ ${uses}, ${permissions}, with: { role: x, rule: y } }`), /input rule is not declared/);
    assert.match(problems(`{ ${uses}, permissions: { contents: read }, with: { role: x } }`), /more of "id-token"/);
    assert.match(problems('{ uses: ./.github/workflows/none.yml }'), /there is no/);
  });

  it('find an action at two commits', () => {
    const other = parseWorkflowFile('.github/workflows/other.yml', GOOD.replace(SHA, 'a'.repeat(40)));
    assert.match(onePinPerAction([parseWorkflowFile(PATH, GOOD), other]).join(), /^actions\/checkout is used at /);
  });

  it('find an action without a shell', () => {
    const action = parseWorkflowFile(
      '.github/actions/x/action.yml',
      'runs:\n  using: composite\n  steps:\n    - run: ls\n',
    );
    assert.match(boundedJobs(action).join(), /no "shell: bash"/);
  });
});
