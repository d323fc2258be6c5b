import { releaseChangelog, releaseVersion } from 'nx/release';
import { join } from 'node:path';
import { buildPackages } from './build-packages.mjs';
import { checkCheckout, readCheckout } from './check-checkout.mjs';
import { chooseRegistry, findUnpublished, publishPackages } from './publish-packages.mjs';
import { publishablePackages, releasedPackages } from './publishable-packages.mjs';
import { releaseContracts } from './release-contracts.mjs';
import { HELP, parseReleaseOptions, ReleaseRefused } from './release-options.mjs';
import { programRunner } from './run-program.mjs';

// `npm run release`: versions from conventional commits, changelogs, the contracts of the release, one commit, a tag
// for each package that moved; then the libs are published. See docs/releasing.md.

const root = join(import.meta.dirname, '../..');
const run = programRunner(root);

async function main() {
  const options = parseReleaseOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  process.chdir(root);
  checkCheckout(await readCheckout(run), options);
  const registry = options.skipPublish ? undefined : await chooseRegistry(options.registry, run);
  if (!options.publishOnly) {
    // Before anything is written: what does not compile is not released.
    if (!options.dryRun) await buildPackages(root, publishablePackages(root), run);
    const moved = await makeRelease(options).catch((cause) => {
      const undo = options.dryRun ? '' : '\nwhat was begun is taken back by: git reset --hard';
      throw new Error(`${cause instanceof Error ? cause.message : cause}${undo}`, { cause });
    });
    if (moved.size === 0) return console.log('\nnothing to release');
    console.log('');
    for (const [name, version] of moved)
      console.log(`${options.dryRun ? 'would release' : 'released'}  ${name}@${version}`);
    // The manifests of a dry run do not say what would be published.
    if (options.dryRun) return;
  }
  if (registry !== undefined) await publish(registry, options);
}

/**
 * @param {import('./release-options.mjs').ReleaseOptions} options
 * @returns {Promise<ReadonlyMap<string, string>>} name -> new version of each package that moved
 */
async function makeRelease({ dryRun, firstRelease }) {
  const common = { dryRun, firstRelease };
  const specifier = firstRelease ? { specifier: firstVersion() } : {};
  const { projectsVersionData } = await releaseVersion({
    ...common,
    ...specifier,
    gitCommit: false,
    gitTag: false,
    stageChanges: true,
  });
  const moved = new Map(
    Object.entries(projectsVersionData)
      .filter(([, { newVersion }]) => newVersion !== null)
      .map(([name, { newVersion }]) => [name, String(newVersion)]),
  );
  if (moved.size === 0) return moved;
  if (!dryRun && [...moved.keys()].some((name) => name.includes('/contracts-'))) await releaseContracts(run);
  await releaseChangelog({ ...common, versionData: projectsVersionData });
  return moved;
}

/** What the manifests say, as nothing was released before: one version for all. */
function firstVersion() {
  const versions = new Set(releasedPackages(root).map(({ version }) => version));
  const [version, ...others] = versions;
  if (version !== undefined && others.length === 0) return version;
  throw new ReleaseRefused(`a first release wants one version in all manifests, not ${[...versions].join(', ')}`);
}

/** @param {string} registry @param {import('./release-options.mjs').ReleaseOptions} options */
async function publish(registry, { dryRun }) {
  const tags = new Set((await run('git', ['tag', '--list', '@bodybroker/*@*'])).split('\n'));
  // A version without its tag was never released.
  const released = publishablePackages(root).filter(({ name, version }) => tags.has(`${name}@${version}`));
  const unpublished = await findUnpublished(released, registry, run);
  if (unpublished.length === 0) return console.log('nothing to publish');
  if (!dryRun) await publishPackages(unpublished, { root, registry, run, env: process.env });
  for (const { name, version } of unpublished) {
    console.log(`${dryRun ? 'would publish' : 'published'}  ${name}@${version}`);
  }
}

// Ended by a signal itself, a process leaves what it has started behind; by exit it takes them along.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => process.exit(130));

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(error instanceof ReleaseRefused ? `release refused: ${message}` : `release failed: ${message}`);
  process.exitCode = 1;
}
