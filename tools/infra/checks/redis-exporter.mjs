import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureServer } from '../../dev/setup/ensure-server.mjs';
import { installedProgram } from '../../dev/setup/server-program.mjs';
import { SetupError } from '../../dev/setup/setup-error.mjs';
import { readConfiguration } from '../policy/read-configuration.mjs';
import { differences } from '../redis/permitted-commands.mjs';
import { watchExporter } from '../redis/watch-exporter.mjs';
import { dashboardQueries } from './monitoring/load-dashboards.mjs';
import { loadRules } from './monitoring/load-rules.mjs';
import { redisExporter } from './monitoring/prometheus-package.mjs';
import { usedMetrics } from './monitoring/promql-names.mjs';

/** All that its user may run: numbers only. The last four take no permission. */
const MAY_RUN = [
  'client|setname',
  'cluster|info',
  'info',
  'latency|histogram',
  'latency|latest',
  'slowlog|len',
  ...['auth', 'hello', 'quit', 'reset'],
];

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'redis-exporter',
  about:
    'the user the exporter has in Redis lets it show every number that rules and dashboards ask for, and read no key',
  run: async ({ root, log }) => {
    if ((await installedProgram('redis-server')) === undefined) {
      return { passed: 0, failures: [], skipped: 'no redis-server: npm run setup' };
    }
    const bundle = join(root, 'libs/test-servers/dist/index.js');
    if (!existsSync(bundle))
      return { passed: 0, failures: [], skipped: 'libs/test-servers is not built: npm run build' };
    const { blocks } = await readConfiguration(join(root, 'deploy/terraform'));
    const access = blocks.find(({ folder, body }) => folder === 'modules/redis' && body.monitor_access)?.body
      .monitor_access;
    if (typeof access !== 'string') return { passed: 0, failures: ['modules/redis has no local.monitor_access'] };
    let exporter;
    try {
      exporter = await ensureServer(redisExporter, log);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      return { passed: 0, failures: [], skipped: error.message };
    }
    log(`prometheus-redis-exporter ${exporter.version}`);
    const servers = await import(pathToFileURL(bundle).href);
    const { names, complaints, permitted, health } = await watchExporter({
      servers,
      exporterFile: exporter.file,
      access,
    });
    const expressions = [...loadRules(root), ...dashboardQueries(root)].map(({ expr }) => expr);
    const asked = [...new Set(expressions.flatMap((expr) => usedMetrics(expr).map(({ name }) => name)))].filter(
      (name) => name.startsWith('redis_'),
    );
    const failures = [
      ...asked.filter((name) => !names.includes(name)).map((name) => `as its user the exporter does not show ${name}`),
      ...complaints.map((line) => `the exporter complains: ${line}`),
      ...differences(permitted, MAY_RUN).map((difference) => `modules/redis: local.monitor_access: ${difference}`),
      ...(access.includes('~') ? [`modules/redis: local.monitor_access: names keys: ${access}`] : []),
      ...(health === 200 ? [] : [`the exporter answers ${health} at /health, which ECS asks for`]),
    ];
    return {
      passed: Math.max(0, asked.length + MAY_RUN.length + 3 - failures.length),
      failures,
      notExercised: [`redis_exporter of the release AWS runs: tried with Debian's ${exporter.version}`],
    };
  },
};
