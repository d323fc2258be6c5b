import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredImports } from './declared-imports.mjs';

const MANIFEST = { name: '@bodybroker/ferry', dependencies: { '@bodybroker/domain': '*' } };

/** @param {Record<string, string>} sources by path @param {object} [manifest] */
function problemsOf(sources, manifest = MANIFEST) {
  const all = {
    'package.json': JSON.stringify({ devDependencies: { 'fast-check': '4.10.2' } }),
    'apps/ferry/package.json': JSON.stringify(manifest),
    ...sources,
  };
  return declaredImports.run({
    read: (path) => all[path],
    files: (folder, pattern) => Object.keys(all).filter((path) => path.startsWith(`${folder}/`) && pattern.test(path)),
  });
}

test('a package that only a spec imports is to be declared, once for all its specs', () => {
  const source = "import { startHarness } from '@bodybroker/testing';\n";
  assert.deepEqual(problemsOf({ 'apps/ferry/src/a.spec.ts': source, 'apps/ferry/test/b.spec.ts': source }), [
    'apps/ferry/package.json: apps/ferry/src/a.spec.ts imports @bodybroker/testing, which is not declared',
  ]);
});

test('a dependency of any kind, the package itself and a tool of the workspace are declared', () => {
  const source = [
    "import { Money } from '@bodybroker/domain';",
    "import { type Boat } from '@bodybroker/ferry';",
    "import fc from 'fast-check';",
    "import { startHarness } from '@bodybroker/testing/harness';",
    "import { ok } from 'node:assert';",
    "import { boat } from './boat.ts';",
  ].join('\n');
  const manifest = { ...MANIFEST, devDependencies: { '@bodybroker/testing': '*' } };
  assert.deepEqual(problemsOf({ 'apps/ferry/test/ferry.component.spec.ts': source }, manifest), []);
});

test('imports of types, dynamic imports and exports count; text that looks like one does not', () => {
  const problemsWith = (source) => problemsOf({ 'apps/ferry/src/ferry.ts': source }).length;
  assert.equal(problemsWith("import type { Ajv } from 'ajv';"), 1);
  assert.equal(problemsWith("const { Ajv } = await import('ajv');"), 1);
  assert.equal(problemsWith("export { Ajv } from 'ajv';"), 1);
  assert.equal(problemsWith('const text = `\nimport { Ajv } from "ajv";\n`;'), 0);
});
