import { chmod, copyFile, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { machineRelease, machineSource, unpackPackages } from '../../dev/setup/apt-package.mjs';

/** What distroless has, by the names of Debian's packages. */
const PACKAGES = ['base-files', 'ca-certificates', 'libc6', 'libgcc-s1', 'libstdc++6', 'netbase', 'tzdata'];
const NONROOT = 65532;
/** Programs, and what only people and compilers read. */
const LEFT_OUT = ['usr/sbin', 'usr/share/doc', 'usr/share/man', 'usr/share/lintian', 'etc/ca-certificates', 'etc/skel'];

/**
 * Lays out the files of a base image on a machine that reaches no registry: Debian's libraries and a Node, no shell, a user
 * `nonroot`, as in distroless. For trying the images on, never for shipping them: nobody rebuilds it when a library is fixed.
 * @param {string} dir
 * @param {{ node: string }} options `node`: the program that goes into it
 * @returns {Promise<void>}
 * @throws {Error} when Debian's packages cannot be had
 */
export async function layOutBase(dir, { node }) {
  const release = await machineRelease();
  const source = await machineSource(release);
  if (!source) throw new Error('apt has no source for this release: name a base with --base');
  await unpackPackages(PACKAGES, { source, suite: release.codename, targetDir: dir });
  for (const path of LEFT_OUT) await rm(join(dir, path), { recursive: true, force: true });
  await linkMergedFolders(dir);
  await mkdir(join(dir, 'etc/ssl/certs'), { recursive: true });
  await writeFile(
    join(dir, 'etc/ssl/certs/ca-certificates.crt'),
    await allCertificates(join(dir, 'usr/share/ca-certificates')),
  );
  await writeFile(join(dir, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  await writeFile(
    join(dir, 'etc/passwd'),
    `root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:${NONROOT}:${NONROOT}:nonroot:/home/nonroot:/sbin/nologin\n`,
  );
  await writeFile(join(dir, 'etc/group'), `root:x:0:\nnonroot:x:${NONROOT}:\n`);
  await mkdir(join(dir, 'home/nonroot'), { recursive: true });
  await chmod(join(dir, 'tmp'), 0o1777);
  await mkdir(join(dir, 'nodejs/bin'), { recursive: true });
  await copyFile(node, join(dir, 'nodejs/bin/node'));
  await chmod(join(dir, 'nodejs/bin/node'), 0o755);
}

/** The Dockerfile of the base, beside its files. */
export const BASE_DOCKERFILE = [
  'FROM scratch',
  'COPY . /',
  'ENV PATH=/nodejs/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt',
  'USER 65532:65532',
  'WORKDIR /home/nonroot',
  'ENTRYPOINT ["/nodejs/bin/node"]',
  '',
].join('\n');

/**
 * Where the release puts everything below usr/, programs are still looked for by the old paths.
 * @param {string} dir
 */
async function linkMergedFolders(dir) {
  for (const name of ['lib', 'lib64']) {
    const there = await lstat(join(dir, name)).catch(() => undefined);
    if (!there && existsSync(join(dir, 'usr', name))) await symlink(`usr/${name}`, join(dir, name));
  }
}

/** @param {string} folder @returns {Promise<string>} all of them in one text, as programs expect it */
async function allCertificates(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => basename(name).endsWith('.crt')).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('');
}
