import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fetchLockedPackage } from './fetch-locked-package.mjs';

/** Docker's names of processors and Node's. */
export const NODE_ARCH = /** @type {Readonly<Record<string, string>>} */ ({ amd64: 'x64', arm64: 'arm64' });

/** What a package of a compiled addon is called for one platform: `@node-rs/argon2-linux-x64-gnu`. */
const PLATFORM = /[-.](?:linux|darwin|win32|freebsd|android)-[a-z0-9]+(?:-[a-z]+)?(?=\.node$|$)/;

/**
 * @typedef {object} Addon
 * @property {string} name of the file beside the bundle
 * @property {string} from path of the file now
 */

/**
 * The compiled addons of a bundle for an image of `arch`. The bundle holds the one of the machine it was made on; for another
 * the file comes from the package of that platform, in the version and with the checksum of package-lock.json, under the name
 * the addon's own loader looks for first.
 * @param {import('./bundle-metafile.mjs').BundledAddon[]} bundled
 * @param {{ root: string, arch: string }} options `arch` as Docker names it
 * @returns {Promise<readonly Addon[]>}
 */
export async function nativeAddons(bundled, { root, arch }) {
  return Promise.all(
    bundled.map(async ({ output, input }) => {
      const here = join(root, dirname(input));
      const manifest = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
      if (isForPlatform(manifest, arch)) return { name: basename(output), from: join(root, output) };
      const suffix = `linux-${NODE_ARCH[arch]}-gnu`;
      const name = manifest.name.replace(PLATFORM, `-${suffix}`);
      const file = basename(input).replace(PLATFORM, `.${suffix}`);
      return { name: file, from: join(await fetchLockedPackage(name, root), file) };
    }),
  );
}

/**
 * Whether an addon's package runs in an image: Linux, the C library of the base, the processor.
 * @param {{ os?: string[], cpu?: string[], libc?: string[] }} manifest
 * @param {string} arch
 */
function isForPlatform({ os = [], cpu = [], libc = ['glibc'] }, arch) {
  return os.includes('linux') && cpu.includes(NODE_ARCH[arch] ?? '') && libc.includes('glibc');
}
