import { join } from 'node:path';
import { toolsDir } from '../workspace-root.mjs';
import { hasApt, machineRelease, machineSource, unpackPackages } from './apt-package.mjs';
import { linkProgram } from './server-program.mjs';

/**
 * Newest first: servers before 2.10.23 can lose a replicated stream's messages when a node crashes, and what a stable
 * release carries is often older. nats-server is a static Go program, so a newer suite's runs on an older system.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const newerSuites = { debian: ['sid', 'trixie'], ubuntu: ['devel'] };

/** @type {import('./ensure-server.mjs').ServerRecipe} */
export const natsServer = {
  program: 'nats-server',
  brew: 'nats-server',
  docker: 'the image nats:2 (docker create + docker cp)',
  fetch: async (log, tried) => {
    if (!(await hasApt())) return void tried.push('apt-get: not on this machine');
    const release = await machineRelease();
    const source = await machineSource(release);
    if (!source) return void tried.push(`apt: no package source for "${release.codename}" is configured`);
    for (const suite of new Set([...(newerSuites[release.id] ?? []), release.codename])) {
      const targetDir = join(toolsDir, 'packages', `nats-server-${suite}`);
      try {
        log(`nats-server: downloading the package of ${release.id} ${suite}`);
        await unpackPackages(['nats-server'], { source, suite, targetDir });
        const program = await linkProgram('nats-server', join(targetDir, 'usr', 'sbin', 'nats-server'));
        if (program) return program;
        tried.push(`the package of ${suite}: it does not run here`);
      } catch (error) {
        tried.push(`the package of ${suite}: ${error instanceof Error ? error.message : error}`);
      }
    }
    return undefined;
  },
};
