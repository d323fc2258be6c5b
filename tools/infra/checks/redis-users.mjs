import { join } from 'node:path';
import { build } from 'esbuild';
import { readNodeTestResults } from '../../dev/checks/node-test-results.mjs';
import { runCommand } from '../../dev/run-command.mjs';
import { installedProgram } from '../../dev/setup/server-program.mjs';
import { readConfiguration } from '../policy/read-configuration.mjs';

const SERVICE = 'quest-system';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'redis-users',
  about:
    'the access of a service, as ElastiCache gets it, on a real redis-server: all a store does, and nothing of others',
  run: async ({ root, tmpDir, log, signal }) => {
    const server = await installedProgram('redis-server');
    if (server === undefined) return { passed: 0, failures: [], skipped: 'no redis-server: npm run setup' };
    const { blocks } = await readConfiguration(join(root, 'deploy/terraform'));
    const template = blocks.find(({ folder, body }) => folder === 'modules/redis' && body.access_template)?.body
      .access_template;
    if (typeof template !== 'string') return { passed: 0, failures: ['modules/redis has no local.access_template'] };

    const program = join(tmpDir, 'try-access.cjs');
    await build({
      entryPoints: [join(root, 'tools/infra/redis/try-access.mjs')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      conditions: ['@bodybroker/source'],
      logLevel: 'silent',
    });
    log(`redis-server ${server.version}`);
    const { code, stdout, stderr } = await runCommand(process.execPath, ['--test', '--test-reporter=tap', program], {
      cwd: tmpDir,
      timeoutMs: 90_000,
      signal,
      env: { ...process.env, ACCESS: template.replaceAll('SERVICE', SERVICE) },
    });
    const { passed, failed } = readNodeTestResults(stdout);
    if (code === 0 && passed > 0)
      return { passed, failures: [], notExercised: ['Redis users: that ElastiCache takes the same rules'] };
    const names = [...stdout.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map(([, name]) => name);
    const reasons = [...stdout.matchAll(/^\s*error: (.*(?:\n\s{4,}.*)?)/gm)].map(([, reason]) => reason);
    return {
      passed,
      failures: [
        `${failed} failed: ${names.slice(0, 12).join('; ')}\n${[...new Set(reasons)].slice(0, 8).join('\n')}\n${stderr}`,
      ],
    };
  },
};
