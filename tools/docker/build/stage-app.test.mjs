import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { stageApp } from './stage-app.mjs';

const EPOCH_SECONDS = 1_700_000_000;

describe('stageApp', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stage-app-'));
    const meta = {
      outputs: {
        'apps/auth/dist/main.mjs': { inputs: {} },
        'apps/auth/dist/hash.linux-x64-gnu-ABC.node': {
          inputs: { 'node_modules/@x/hash-linux-x64-gnu/hash.linux-x64-gnu.node': {} },
        },
      },
    };
    const lock = {
      packages: { 'node_modules/@x/hash-linux-arm64-gnu': { version: '1.0.0', integrity: 'sha512-none' } },
    };
    const files = {
      'package-lock.json': JSON.stringify(lock),
      'node_modules/@x/hash-linux-x64-gnu/package.json': JSON.stringify({
        name: '@x/hash-linux-x64-gnu',
        os: ['linux'],
        cpu: ['x64'],
        libc: ['glibc'],
      }),
      '.data/packages/@x+hash-linux-arm64-gnu@1.0.0/hash.linux-arm64-gnu.node': 'arm64',
      'apps/auth/package.json': '{}',
      'apps/auth/content/lists/words.json': '[]',
      'apps/auth/dist/main.mjs': 'export {};',
      'apps/auth/dist/main.mjs.map': '{}',
      'apps/auth/dist/meta.json': JSON.stringify(meta),
      'apps/auth/dist/hash.linux-x64-gnu-ABC.node': 'x64',
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text, { mode: 0o600 });
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const stage = async () => {
    const dir = join(root, 'staged');
    await stageApp('auth', { root, dir, archs: ['amd64', 'arm64'], epochSeconds: EPOCH_SECONDS });
    const names = readdirSync(dir, { recursive: true }).map(String).sort();
    return { dir, names, files: names.filter((name) => statSync(join(dir, name)).isFile()) };
  };

  it('takes the bundle, content and the health check, and for each processor its own addon', async () => {
    const { files } = await stage();
    const shared = ['content/lists/words.json', 'dist/main.mjs', 'healthcheck.mjs'];
    const expected = [
      ...[...shared, 'dist/hash.linux-x64-gnu-ABC.node'].map((file) => `linux-amd64/${file}`),
      ...[...shared, 'dist/hash.linux-arm64-gnu.node'].map((file) => `linux-arm64/${file}`),
    ];
    assert.deepEqual(files, expected.sort());
  });

  it('gives all of them one time, and nobody but their owner the right to write', async () => {
    const { dir, names } = await stage();
    for (const name of names) {
      const { mode, mtimeMs } = statSync(join(dir, name));
      assert.equal(mtimeMs, EPOCH_SECONDS * 1000, name);
      assert.ok([0o644, 0o755].includes(mode & 0o777), `${name} ${(mode & 0o777).toString(8)}`);
    }
  });

  it('says what to do when the app has not been built', async () => {
    rmSync(join(root, 'apps/auth/dist'), { recursive: true });
    await assert.rejects(stage(), /npx nx build @bodybroker\/auth/);
  });
});
