import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * @typedef {object} ContainerStore images and containers of their own, apart from the machine's
 * @property {NodeJS.ProcessEnv} env makes podman and buildah use it
 * @property {() => Promise<void>} remove everything in it, running containers too
 */

/**
 * Makes an empty store for podman and buildah.
 * @param {string} dir
 * @param {{ registry?: string }} [options] `registry`: host:port on loopback that speaks plain HTTP
 * @returns {Promise<ContainerStore>}
 */
export async function makeContainerStore(dir, { registry } = {}) {
  await mkdir(dir, { recursive: true });
  const [storage, containers, registries] = ['storage.conf', 'containers.conf', 'registries.conf'].map((name) =>
    join(dir, name),
  );
  const root = process.getuid?.() === 0;
  await writeFile(
    storage ?? '',
    lines(
      '[storage]',
      'driver = "overlay"',
      `graphroot = ${JSON.stringify(join(dir, 'graph'))}`,
      `runroot = ${JSON.stringify(join(dir, 'run'))}`,
      root ? '' : `rootless_storage_path = ${JSON.stringify(join(dir, 'graph'))}`,
    ),
  );
  await writeFile(
    containers ?? '',
    lines(
      '[containers]',
      // Raising limits takes a right that a container this runs in may lack.
      'default_ulimits = ["nofile=16384:16384", "nproc=16384:16384"]',
      '[engine]',
      `tmp_dir = ${JSON.stringify(join(dir, 'libpod'))}`,
      // Without systemd, and without a bus to it.
      'cgroup_manager = "cgroupfs"',
      'events_logger = "file"',
      // crun refuses machines whose cgroups are of both versions.
      (await runs('runc')) ? 'runtime = "runc"' : '',
    ),
  );
  await writeFile(
    registries ?? '',
    registry ? lines('[[registry]]', `location = "${registry}"`, 'insecure = true') : '',
  );
  const env = {
    ...process.env,
    CONTAINERS_STORAGE_CONF: storage,
    CONTAINERS_CONF: containers,
    CONTAINERS_REGISTRIES_CONF: registries,
  };
  return {
    env,
    remove: async () => {
      await runCommand('podman', ['rm', '--all', '--force', '--time', '0'], { env });
      await runCommand('podman', ['rmi', '--all', '--force'], { env });
      // The driver leaves its own folder mounted.
      await runCommand('umount', [join(dir, 'graph', 'overlay')], { timeoutMs: 10_000 });
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** @param {string} program */
async function runs(program) {
  return (await runCommand(program, ['--version'], { timeoutMs: 10_000 })).code === 0;
}

/** @param {...string} each */
function lines(...each) {
  return `${each.filter(Boolean).join('\n')}\n`;
}
