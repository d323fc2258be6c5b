import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardProcess, startNatsServer, startRedisServer } from '@bodybroker/test-servers';
import { buildSync } from 'esbuild';

jest.setTimeout(30_000);

describe('a service that cannot work as it is', () => {
  let folder: string;
  let servers: { readonly url: string; stop(): Promise<unknown> }[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'exit-codes-'));
    mkdirSync(join(folder, 'content'));
    buildSync({
      entryPoints: [join(__dirname, 'counting-service.ts')],
      outfile: join(folder, 'dist/main.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@bodybroker/source'],
      // Packages in CommonJS ask for what Node has.
      banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
    });
    servers = await Promise.all([startNatsServer(), startRedisServer()]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(folder, { recursive: true });
  });

  async function run(content: string, environment: Readonly<Record<string, string>> = {}) {
    writeFileSync(join(folder, 'content/numbers.json'), content);
    const [nats, redis] = servers;
    const child = spawn(process.execPath, [join(folder, 'dist/main.mjs')], {
      env: { BB_NATS_URL: nats?.url, BB_REDIS_URL: redis?.url, BB_HEALTH_PORT: '0', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (child.pid !== undefined) guardProcess(child.pid, undefined);
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, stderr };
  }

  it.each([
    ['a content file that is no JSON', '{', 'testing: content/numbers.json: is not JSON\n'],
    [
      'a rule that is broken',
      '{"first":101}',
      'testing: content/numbers.json: $.first must be a number from 0 to 100\n',
    ],
    ['a rule that shows when it is published', '{"first":13}', 'testing: content/numbers.json: $.first is unlucky\n'],
  ])('ends with 78 for %s, naming file and rule', async (_what, content, stderr) => {
    expect(await run(content)).toEqual({ code: 78, stderr });
  });

  it('ends with 78 for a bad setting, naming the variable', async () => {
    const { code, stderr } = await run('{"first":1}', { BB_LARGEST: 'many' });
    expect([code, stderr]).toEqual([78, expect.stringContaining('BB_LARGEST')]);
  });
});
