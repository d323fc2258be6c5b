import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { quietEnvironment } from '../../dev/stack/build.mjs';
import { runBuilder } from '../builders/run-builder.mjs';

const TARGET_TIMEOUT_MS = 120_000;

/**
 * The target `docker`: builds, comes from the cache the second time, and builds again when its image is gone.
 * @param {string} app
 * @param {{ root: string, node: string, base: string, store: import('./container-store.mjs').ContainerStore }} options
 */
export async function tryTarget(app, { root, node, base, store }) {
  const run = async () => {
    const env = {
      ...quietEnvironment(root),
      ...store.env,
      PATH: quietEnvironment(root).PATH,
      BASE_IMAGE: base,
      OCI_BUILDER: 'podman',
    };
    const nx = [join(root, 'node_modules/.bin/nx'), 'run', `@bodybroker/${app}:docker`, '--output-style=static'];
    const { code, stdout, stderr } = await runCommand(node, nx, { cwd: root, env, timeoutMs: TARGET_TIMEOUT_MS });
    assert.equal(code, 0, `nx run @bodybroker/${app}:docker ended with code ${code}:\n${stdout}${stderr}`);
    const record = JSON.parse(await readFile(join(root, 'apps', app, 'out-docker/image.json'), 'utf8'));
    const ids = await runBuilder('podman', ['images', '--quiet', '--no-trunc'], store.env);
    assert.ok(ids.includes(record.id), `image.json names ${record.id}, which is not in the store`);
    // Nx names the target of each task and, behind it, where its result came from.
    const line = stdout.split('\n').find((each) => each.includes(`@bodybroker/${app}:docker`)) ?? '';
    return { cached: /cache/.test(line), id: record.id, revision: record.revision };
  };
  const first = await run();
  assert.equal(first.cached, false, 'the first run came from the cache, though the store was empty');
  assert.equal((await run()).cached, true, 'the second run did not come from the cache');
  await runBuilder('podman', ['rmi', '--force', first.id], store.env);
  const third = await run();
  assert.equal(third.cached, false, 'the image was removed, and still came from the cache');
  // Somebody may have committed meanwhile.
  if (third.revision === first.revision) assert.equal(third.id, first.id, 'built again, it is another image');
}
