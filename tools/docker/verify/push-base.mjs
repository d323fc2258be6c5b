import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runBuilder } from '../builders/run-builder.mjs';
import { BASE_DOCKERFILE, layOutBase } from './base-rootfs.mjs';
import { HOST_ARCH, OTHER_ARCH } from './host-arch.mjs';

/**
 * Puts the base into the registry of the verification, where it has a digest to be pinned by. The one that is made here is
 * there for another processor as well, empty but for a name: images on it are built, never run.
 * @param {{ registry: string, env: NodeJS.ProcessEnv, dir: string, node: string, base: string | undefined }} options
 *   `base`: an image to take instead
 * @returns {Promise<string>} its reference, pinned
 */
export async function pushBase({ registry, env, dir, node, base }) {
  const buildah = (/** @type {string[]} */ ...args) => runBuilder('buildah', args, env);
  const digestFile = join(dir, 'base.digest');
  // Compressing it would take longer than anything else here.
  const pushQuickly = ['push', '--quiet', '--disable-compression'];
  if (base) {
    await buildah('pull', '--quiet', base);
    await buildah(...pushQuickly, '--digestfile', digestFile, base, `docker://${registry}/base:1`);
  } else {
    await layOutBase(join(dir, `rootfs-${HOST_ARCH}`), { node });
    await mkdir(join(dir, `rootfs-${OTHER_ARCH}/etc`), { recursive: true });
    await writeFile(join(dir, `rootfs-${OTHER_ARCH}/etc/os-release`), 'NAME="empty"\n');
    await writeFile(join(dir, 'Dockerfile'), BASE_DOCKERFILE);
    for (const arch of [HOST_ARCH, OTHER_ARCH]) {
      const platform = ['--platform', `linux/${arch}`, '--format', 'docker', '--timestamp', '0'];
      const to = ['--file', join(dir, 'Dockerfile'), '--manifest', 'localhost/base', join(dir, `rootfs-${arch}`)];
      const id = await buildah('bud', '--quiet', ...platform, ...to);
      // The list finds its parts there, as they are.
      await buildah(...pushQuickly, id, `docker://${registry}/base:${arch}`);
    }
    const pushList = ['manifest', 'push', '--all', '--tls-verify=false', '--digestfile', digestFile];
    await buildah(...pushList, 'localhost/base', `docker://${registry}/base:1`);
  }
  return `${registry}/base@${(await readFile(digestFile, 'utf8')).trim()}`;
}
