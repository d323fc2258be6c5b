import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildSync } from 'esbuild';
import type { AfterManyCalls } from './make-many-calls.js';

/** The long form: `RPC_CALLS=10000000`. */
const CALLS = Number(process.env['RPC_CALLS'] ?? 200_000);
/** 5 bytes for each of 200,000 calls; an address or a timer that stays behind costs some 100. */
const GROWTH_BYTES = 1_000_000;

describe(`${CALLS.toLocaleString('en')} calls`, () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'many-calls-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it(
    'leave nothing behind, however they end',
    async () => {
      const outfile = join(folder, 'calls.mjs');
      buildSync({
        entryPoints: [join(__dirname, 'make-many-calls.ts')],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        conditions: ['@bodybroker/source'],
        // Packages in CommonJS ask for what Node has.
        banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
      });
      // A process of its own: jest keeps much for itself, and the collector can be called.
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', outfile, String(CALLS)]);
      const after = JSON.parse(stdout) as AfterManyCalls;
      if (process.env['RPC_CALLS'] !== undefined) process.stdout.write(`${stdout}\n`);
      expect(after).toMatchObject({ openAddresses: 0, timers: 0 });
      expect(after.answered + after.aborted + after.refused + after.expired).toBe(CALLS);
      for (const ended of [after.aborted, after.refused, after.expired]) {
        expect(ended).toBeGreaterThan(CALLS / 1_100);
      }
      // Answers to what was aborted, and the second ones of those that were answered twice.
      expect(after.late).toBeGreaterThan((2 * CALLS) / 1_100);
      expect(after.heapAfterBytes - after.heapBeforeBytes).toBeLessThan(GROWTH_BYTES);
    },
    20_000 + CALLS / 50,
  );
});
