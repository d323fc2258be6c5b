import assert from 'node:assert/strict';
import { constants, getPriority } from 'node:os';
import { it } from 'node:test';
import { runCommand } from './run-command.mjs';

const TELL_PRIORITY = ['-e', 'process.stdout.write(String(require("node:os").getPriority()))'];

it('runs in the background at the lowest priority, and else at our own', async () => {
  const inBackground = await runCommand(process.execPath, TELL_PRIORITY, { background: true });
  assert.equal(inBackground.stdout, String(constants.priority.PRIORITY_LOW));
  const beside = await runCommand(process.execPath, TELL_PRIORITY);
  assert.equal(beside.stdout, String(getPriority()));
});

it('answers for a program that is not there', async () => {
  assert.equal((await runCommand('no-such-program', [])).code, 127);
});
