import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { actionInputs } from './checks/action-inputs.mjs';
import { actionPins, onePinPerAction } from './checks/action-pins.mjs';
import { boundedJobs } from './checks/bounded-jobs.mjs';
import { calledWorkflows } from './checks/called-workflows.mjs';
import { commands } from './checks/commands.mjs';
import { expressions } from './checks/expressions.mjs';
import { scriptSafety } from './checks/script-safety.mjs';
import { readWorkflowFiles } from './workflow-files.mjs';
import { readWorkspace } from './read-workspace.mjs';

const root = resolve(import.meta.dirname, '../..');
const files = readWorkflowFiles(root);

describe('workflows and local actions', () => {
  it('are there', () => assert.ok(files.length >= 10));
  it('are YAML', () =>
    assert.deepEqual(
      files.flatMap(({ syntaxErrors }) => syntaxErrors),
      [],
    ));
  it('pin every action to a commit', () => assert.deepEqual(files.flatMap(actionPins), []));
  it('pin an action to one commit everywhere', () => assert.deepEqual(onePinPerAction(files), []));
  it('give called workflows what they ask for', () => assert.deepEqual(calledWorkflows(files), []));
  it('give actions inputs that they have', () => assert.deepEqual(files.flatMap(actionInputs), []));
  it('bound every job in time, place and rights', () => assert.deepEqual(files.flatMap(boundedJobs), []));
  it('have scripts that bash reads and nobody can write into', () => assert.deepEqual(files.flatMap(scriptSafety), []));
  it('refer to what they declare', () => assert.deepEqual(files.flatMap(expressions), []));
  it('use one version of Terraform', () => {
    const versions = files.flatMap(({ text }) =>
      [...text.matchAll(/terraform_version: (\S+)/g)].map((match) => match[1]),
    );
    assert.equal(new Set(versions).size, 1);
  });
  it('use only variables and secrets that the README explains', () => {
    const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
    const named = files.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:vars|secrets)\.([A-Z]\w+)/g)].map((match) => match[1] ?? ''),
    );
    assert.deepEqual(
      named.filter((name) => !readme.includes(`\`${name}\``)),
      [],
    );
  });
  it('call what there is', async () => {
    const workspace = await readWorkspace(root);
    assert.deepEqual(
      files.flatMap((file) => commands(file, workspace)),
      [],
    );
  });
});
