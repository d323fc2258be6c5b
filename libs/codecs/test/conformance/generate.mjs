// node libs/codecs/test/conformance/generate.mjs [--check]
//
// Writes ../gen, the protobuf-ts types of conformance.proto and of the well-known types it imports. --check compares
// instead of writing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const here = import.meta.dirname;
const root = resolve(here, '../../../..');
const bin = join(root, 'node_modules/.bin');
const target = resolve(here, '../gen');
const out = mkdtempSync(join(tmpdir(), 'codecs-gen-'));
try {
  generate();
  const stale = process.argv.includes('--check') ? staleFiles() : write();
  for (const path of stale) console.error(`stale: ${join(target, path)}`);
  if (stale.length > 0) process.exitCode = 1;
} finally {
  rmSync(out, { recursive: true });
}

function generate() {
  const plugin = {
    local: join(bin, 'protoc-gen-ts'),
    out,
    opt: ['long_type_bigint', 'generate_dependencies', 'eslint_disable', 'ts_nocheck'],
    include_imports: true,
    include_wkt: true,
  };
  const template = JSON.stringify({ version: 'v2', plugins: [plugin] });
  run('buf', ['generate', here, '--template', template]);
  // Imports of ES modules name the extension.
  for (const file of filesOf(out)) {
    writeFileSync(file, readFileSync(file, 'utf8').replace(/(from ")(\.[^"]+)(";)/g, '$1$2.js$3'));
  }
  run('prettier', ['--write', '--log-level', 'warn', '--config', join(root, '.prettierrc.json'), out]);
}

function run(command, args) {
  const { status } = spawnSync(join(bin, command), args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} failed with exit code ${status}`);
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Path and text of each file. */
function generated() {
  return filesOf(out).map((file) => [file.slice(out.length + 1), readFileSync(file, 'utf8')]);
}

function staleFiles() {
  return generated().flatMap(([path, text]) => {
    const file = join(target, path);
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [path];
  });
}

function write() {
  rmSync(target, { recursive: true, force: true });
  for (const [path, text] of generated()) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), text);
  }
  return [];
}
