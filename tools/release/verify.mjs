import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVerification } from '../affected/run-verification.mjs';
import { createScratchClone } from '../affected/scratch-clone.mjs';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { goBeforeFirstRelease } from './verify/before-first-release.mjs';
import { installRegistry, startRegistry } from './verify/start-registry.mjs';
import { verifyConsumer } from './verify/verify-consumer.mjs';
import { verifyFirstRelease } from './verify/verify-first-release.mjs';
import { verifyNextReleases } from './verify/verify-next-releases.mjs';
import { verifyRefusals } from './verify/verify-refusals.mjs';
import { verifyTarballs } from './verify/verify-tarballs.mjs';

// `npm run release:verify`: releases a scratch clone to a registry on loopback, three times, and uses what was published
// as somebody would who has never seen this workspace.

await runVerification('release:verify', async (list, signal) => {
  const clone = await createScratchClone(workspaceRoot, { signal });
  const dir = await mkdtemp(join(tmpdir(), 'bodybroker-release-'));
  /** @type {import('./verify/start-registry.mjs').TestRegistry | undefined} */
  let registry;
  try {
    await goBeforeFirstRelease(clone);
    await installRegistry(signal);
    registry = await startRegistry(join(dir, 'registry'), { signal });
    const stage = { list, signal, dir, clone, registry };
    await verifyRefusals(stage);
    await verifyFirstRelease(stage);
    await verifyTarballs(stage);
    await verifyConsumer(stage);
    await verifyNextReleases(stage);
  } finally {
    await registry?.stop();
    await clone.remove();
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(`
Not exercised here: a registry that asks for a token, npm's own registry with provenance (its condition is tested by
itself), pushing the commit and the tags, and the images of the services, which carry their versions.`);
});
