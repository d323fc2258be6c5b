import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findServerBinary, natsServerVersion } from './find-server-binary.js';
import { ServerBinaryNotFoundError } from './server-binary-not-found-error.js';

describe('findServerBinary', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'find-server-'));
    writeFileSync(join(dir, 'package-lock.json'), '{}');
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const program = (path: string, version: string) => {
    const file = join(dir, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho "nats-server: v${version}"\n`);
    chmodSync(file, 0o755);
    return file;
  };
  // Far above any real one, as a server may be installed where tests run.
  const tools = () => program('.data/tools/bin/nats-server', '902.9.10');
  const onPath = () => program('bin/nats-server', '902.15.1');

  it('takes the newest of the workspace’s and the PATH’s', async () => {
    tools();
    const file = onPath();
    const cwd = join(dir, 'bin');
    await expect(findServerBinary('nats-server', { env: { PATH: join(dir, 'bin') }, cwd })).resolves.toEqual({
      file,
      version: [902, 15, 1],
    });
  });

  it('takes the one the environment names, however old', async () => {
    onPath();
    const env = { PATH: join(dir, 'bin'), NATS_SERVER_BIN: tools() };
    await expect(natsServerVersion({ env, cwd: dir })).resolves.toBe('902.9.10');
  });

  it('says what to do when the one named does not run', async () => {
    onPath();
    const env = { PATH: join(dir, 'bin'), NATS_SERVER_BIN: join(dir, 'nowhere') };
    const finding = findServerBinary('nats-server', { env, cwd: dir });
    await expect(finding).rejects.toBeInstanceOf(ServerBinaryNotFoundError);
    await expect(finding).rejects.toThrow(/NATS_SERVER_BIN=.*nowhere.*npm run setup/);
  });
});
