import { buildPackages } from './build-packages.mjs';
import { canProveProvenance } from './provenance.mjs';
import { ReleaseRefused } from './release-options.mjs';
import { withLicence } from './with-licence.mjs';

const SCOPE_REGISTRY = '@bodybroker:registry';
/** `npm view` takes half a second of processor each. */
const VIEWS_AT_ONCE = 4;

/**
 * Where the packages go: never the public registry by default, as npm would have it.
 * @param {string | undefined} wanted
 * @param {import('./run-program.mjs').RunProgram} run
 * @returns {Promise<string>}
 * @throws {ReleaseRefused} when nobody has said
 */
export async function chooseRegistry(wanted, run) {
  const registry = wanted ?? (await run('npm', ['config', 'get', SCOPE_REGISTRY])).trim();
  if (registry !== '' && registry !== 'undefined') return registry;
  throw new ReleaseRefused(
    `no registry for @bodybroker; run: npm config set ${SCOPE_REGISTRY} URL, or give --registry`,
  );
}

/**
 * Publishes packages, all by one npm. (`nx release publish` starts four processes for each, and builds each by itself:
 * minutes instead of seconds.)
 * @param {readonly import('./publishable-packages.mjs').Package[]} packages
 * @param {{ root: string, registry: string, run: import('./run-program.mjs').RunProgram, env: NodeJS.ProcessEnv }} options
 */
export async function publishPackages(packages, { root, registry, run, env }) {
  await buildPackages(root, packages, run);
  const canProve = (/** @type {import('./publishable-packages.mjs').Package} */ { manifest }) =>
    canProveProvenance({ registry, access: accessOf(manifest), env });
  await withLicence(root, packages, async () => {
    for (const provenance of [false, true]) {
      const group = packages.filter((one) => canProve(one) === provenance);
      if (group.length === 0) continue;
      await run('npm', [
        'publish',
        `--${SCOPE_REGISTRY}=${registry}`,
        `--provenance=${provenance}`,
        '--ignore-scripts',
        '--loglevel=error',
        ...group.map(({ dir }) => `--workspace=${dir}`),
      ]);
    }
  });
}

/** @param {Readonly<Record<string, unknown>>} manifest */
function accessOf(manifest) {
  return /** @type {{ access?: unknown } | undefined} */ (manifest['publishConfig'])?.access;
}

/**
 * The packages whose version the registry does not hold yet: a publication that was cut off goes on with these.
 * @param {readonly import('./publishable-packages.mjs').Package[]} packages
 * @param {string} registry
 * @param {import('./run-program.mjs').RunProgram} run
 * @returns {Promise<readonly import('./publishable-packages.mjs').Package[]>}
 */
export async function findUnpublished(packages, registry, run) {
  const waiting = [...packages];
  /** @type {import('./publishable-packages.mjs').Package[]} */
  const missing = [];
  const views = Array.from({ length: VIEWS_AT_ONCE }, async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      if (!(await isPublished(registry, one, run))) missing.push(one);
    }
  });
  await Promise.all(views);
  return packages.filter((one) => missing.includes(one));
}

/**
 * @param {string} registry
 * @param {import('./publishable-packages.mjs').Package} one
 * @param {import('./run-program.mjs').RunProgram} run
 */
async function isPublished(registry, { name, version }, run) {
  try {
    const found = await run('npm', ['view', `${name}@${version}`, 'version', `--${SCOPE_REGISTRY}=${registry}`]);
    return found.trim() === version;
  } catch (error) {
    // Only "there is no such package" may be read as "publish it": a registry that does not answer must not.
    if (error instanceof Error && /\bE404\b/.test(error.message)) return false;
    throw error;
  }
}
