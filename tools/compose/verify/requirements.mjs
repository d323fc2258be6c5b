import { existsSync } from 'node:fs';
import { runCommand } from '../../dev/run-command.mjs';

/** What is needed, how it is seen, and Debian's package of it. */
const NEEDED = [
  { package: 'podman', works: () => runs('podman', ['info']) },
  { package: 'podman-compose', works: () => runs('podman-compose', ['--help']) },
  { package: 'buildah', works: () => runs('buildah', ['info']) },
  { package: 'runc', works: () => runs('runc', ['--version']) },
  // Networks of containers, names on them, and published ports.
  { package: 'netavark', works: () => isHelper('netavark') },
  { package: 'aardvark-dns', works: () => isHelper('aardvark-dns') },
  { package: 'iptables', works: () => runs('iptables', ['--version']) },
];

/** @param {string} program @param {readonly string[]} args */
async function runs(program, args) {
  return (await runCommand(program, args, { timeoutMs: 20_000 })).code === 0;
}

/** @param {string} program one that podman finds in its own folder */
async function isHelper(program) {
  return existsSync(`/usr/lib/podman/${program}`) || existsSync(`/usr/libexec/podman/${program}`);
}

/** @returns {Promise<readonly string[]>} Debian packages of what is missing here, or does not work */
export async function missingPackages() {
  const found = await Promise.all(NEEDED.map(async (need) => ((await need.works()) ? [] : [need.package])));
  return found.flat();
}
