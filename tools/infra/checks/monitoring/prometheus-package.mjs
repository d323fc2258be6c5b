import { join } from 'node:path';
import { hasApt, machineRelease, machineSource, unpackPackages } from '../../../dev/setup/apt-package.mjs';
import { linkProgram } from '../../../dev/setup/server-program.mjs';
import { toolsDir } from '../../../dev/workspace-root.mjs';

/**
 * How a program of a Debian package comes into .data/tools/bin, without installing anything.
 * @param {{ program: string, debianPackage: string, file: string, brew: string, docker: string }} what `file`: its path in the package
 * @returns {import('../../../dev/setup/ensure-server.mjs').ServerRecipe}
 */
function fromDebian({ program, debianPackage, file, brew, docker }) {
  return {
    program,
    brew,
    docker,
    fetch: async (log, tried) => {
      if (!(await hasApt())) return void tried.push('apt-get: not on this machine');
      const release = await machineRelease();
      const source = await machineSource(release);
      if (!source) return void tried.push(`apt: no package source for "${release.codename}" is configured`);
      const targetDir = join(toolsDir, 'packages', `${debianPackage}-${release.codename}`);
      try {
        log(`${program}: downloading the package ${debianPackage} of ${release.id} ${release.codename}`);
        await unpackPackages([debianPackage], { source, suite: release.codename, targetDir });
        const linked = await linkProgram(program, join(targetDir, file));
        if (!linked) tried.push(`the package of ${release.codename}: it does not run here`);
        return linked;
      } catch (error) {
        return void tried.push(`the package of ${release.codename}: ${error instanceof Error ? error.message : error}`);
      }
    },
  };
}

/** Checks and tests rules. */
export const promtool = fromDebian({
  program: 'promtool',
  debianPackage: 'prometheus',
  file: 'usr/bin/promtool',
  brew: 'prometheus',
  docker: 'the image prom/prometheus:v3.12.0',
});

/** Shows Redis to Prometheus. */
export const redisExporter = fromDebian({
  program: 'prometheus-redis-exporter',
  debianPackage: 'prometheus-redis-exporter',
  file: 'usr/bin/prometheus-redis-exporter',
  brew: 'redis_exporter',
  docker: 'the image oliver006/redis_exporter',
});
