import { chmod, copyFile, mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { machineRelease, machineSource, unpackPackages } from '../../dev/setup/apt-package.mjs';
import { runBuilder } from '../../docker/builders/run-builder.mjs';
import { BASE_DOCKERFILE, layOutBase } from '../../docker/verify/base-rootfs.mjs';

/** The same formats as the images themselves: a health check survives in this one only. */
const BUILD = ['bud', '--quiet', '--isolation', 'chroot', '--format', 'docker', '--timestamp', '0'];

export const BASE_IMAGE = 'localhost/base:stand-in';
export const NATS_IMAGE = 'localhost/nats:stand-in';
export const REDIS_IMAGE = 'localhost/redis:stand-in';

/**
 * Images of this machine's own servers, where no registry is reached: the programs are real, what is around them is not that
 * of the official images.
 * @param {{ dir: string, env: NodeJS.ProcessEnv, node: string, natsServer: string, redisServer: string }} options
 */
export async function buildStandIns({ dir, env, node, natsServer, redisServer }) {
  const build = async (
    /** @type {string} */ tag,
    /** @type {string} */ contextDir,
    /** @type {string} */ dockerfile,
  ) => {
    const file = `${contextDir}.Dockerfile`;
    await writeFile(file, dockerfile);
    await runBuilder('buildah', [...BUILD, '--file', file, '--tag', tag, contextDir], env);
  };
  const base = join(dir, 'base');
  await layOutBase(base, { node });
  await build(BASE_IMAGE, base, BASE_DOCKERFILE);

  const nats = join(dir, 'nats');
  await layOutProgram(nats, 'nats-server', natsServer);
  // The health check asks with wget, which the official image has from busybox.
  await layOutBusybox(nats, ['sh', 'wget']);
  await build(NATS_IMAGE, nats, serverDockerfile('0:0', ['/usr/local/bin/nats-server']));

  const redis = join(dir, 'redis');
  await layOutProgram(redis, 'redis-server', redisServer);
  await layOutProgram(redis, 'redis-cli', await besideProgram(redisServer, 'redis-cli'));
  await layOutBusybox(redis, ['sh']);
  // A new volume takes over the owner of the folder it is mounted on; copied files are root's, those of an archive are not.
  await mkdir(join(dir, 'volume/data'), { recursive: true });
  const archive = [
    '--create',
    '--file',
    join(redis, 'data.tar'),
    '--owner=999',
    '--group=1000',
    '--directory',
    join(dir, 'volume'),
  ];
  const { code, stderr } = await runCommand('tar', [...archive, 'data'], { timeoutMs: 10_000 });
  if (code !== 0) throw new Error(`tar: ${stderr}`);
  await build(REDIS_IMAGE, redis, `${serverDockerfile('999:1000', [])}ADD data.tar /\n`);
}

/** @param {string} user @param {readonly string[]} entrypoint */
const serverDockerfile = (user, entrypoint) =>
  [
    `FROM ${BASE_IMAGE}`,
    'COPY . /',
    'ENV PATH=/usr/local/bin:/bin',
    `USER ${user}`,
    'WORKDIR /',
    `ENTRYPOINT ${JSON.stringify(entrypoint)}`,
    'CMD []',
    '',
  ].join('\n');

/**
 * Puts a program with the libraries it is linked to where an image expects them.
 * @param {string} root
 * @param {string} name
 * @param {string} file
 */
async function layOutProgram(root, name, file) {
  const { program, libraryPath } = await unwrapped(file);
  await copyInto(root, program, `/usr/local/bin/${name}`);
  const env = { ...process.env, LD_LIBRARY_PATH: libraryPath };
  const { code, stdout } = await runCommand('ldd', [program], { env, timeoutMs: 10_000 });
  // Linked to nothing.
  if (code !== 0) return;
  for (const [, library = ''] of stdout.matchAll(/=> (\/\S+)/g)) {
    await copyInto(root, library, `/usr/lib/x86_64-linux-gnu/${library.split('/').at(-1)}`);
  }
}

/**
 * A program that setup fetched with libraries of its own is a script around it.
 * @param {string} file
 * @returns {Promise<{ program: string, libraryPath: string }>}
 */
async function unwrapped(file) {
  const head = (await readFile(file)).subarray(0, 4_000).toString('latin1');
  const [, libraryPath, program] = /^#!\/bin\/sh\nLD_LIBRARY_PATH='([^']*)' exec '([^']*)'/.exec(head) ?? [];
  return { program: await realpath(program ?? file), libraryPath: libraryPath ?? '' };
}

/** @param {string} file @param {string} name */
async function besideProgram(file, name) {
  const { program } = await unwrapped(file);
  return join(dirname(program), name);
}

/** @param {string} root @param {readonly string[]} names what it is to be known as */
async function layOutBusybox(root, names) {
  const release = await machineRelease();
  const source = await machineSource(release);
  if (!source) throw new Error('apt has no source for this release');
  const unpacked = `${root}.busybox`;
  await unpackPackages(['busybox-static'], { source, suite: release.codename, targetDir: unpacked });
  for (const name of names) await copyInto(root, join(unpacked, 'bin/busybox'), `/usr/local/bin/${name}`);
  // podman-compose runs health checks by /bin/sh.
  await copyInto(root, join(unpacked, 'bin/busybox'), '/bin/sh');
}

/** @param {string} root @param {string} from @param {string} to */
async function copyInto(root, from, to) {
  await mkdir(dirname(join(root, to)), { recursive: true });
  await copyFile(await realpath(from), join(root, to));
  await chmod(join(root, to), 0o755);
}
