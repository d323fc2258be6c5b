import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workspaceRoot } from '../../../dev/workspace-root.mjs';
import { checkWrittenWords } from './written-words.mjs';

describe('words that log filters look for', () => {
  it('are written by the sources', () => {
    assert.deepEqual(checkWrittenWords(workspaceRoot).failures, []);
  });

  it('are missed when the sources write others', () => {
    const { failures } = checkWrittenWords('/', (path) =>
      path.endsWith('logs.tf') ? '$.level = \\"error\\"' : "level: label, 'error'",
    );
    assert.equal(failures.length, 4);
  });
});
