import { formatTable } from './table.mjs';
import { processMemory } from './process-memory.mjs';

/**
 * What runs where, and what to try first.
 * @param {import('./start-stack.mjs').RunningStack} stack
 * @returns {Promise<string>}
 */
export async function welcomeText({ servers, processes, httpUrl, secrets }) {
  const rows = await Promise.all([
    ...servers.list.map(async (server) =>
      // One that has just crashed has no pid until it is back.
      server.running
        ? [server.name, 'ready', String(server.pid), await processMemory(server.pid), server.url]
        : [server.name, 'restarting', '-', '-', server.url],
    ),
    ...processes.map(async ({ plan, state, pid }) => [
      plan.name,
      state,
      String(pid ?? '-'),
      pid === undefined ? '-' : await processMemory(pid),
      plan.readyUrl + (plan.inspectPort ? `  inspector 127.0.0.1:${plan.inspectPort}` : ''),
    ]),
  ]);
  const totalMb = rows.reduce((sum, [, , , memory = '']) => sum + (parseInt(memory, 10) || 0), 0);
  const total = ['all of it', '', '', `${totalMb} MB`, ''];
  const table = formatTable(['what', 'state', 'pid', 'memory', 'where'], [...rows, total]);
  const gateway = processes.find(({ plan }) => plan.app === 'gateway');
  if (!gateway) return `\n${table}\n\n  This checkout has no gateway: nothing answers HTTP. Ctrl-C stops everything.\n`;
  const login = JSON.stringify({ username: secrets.adminUser, password: secrets.adminPassword });
  const auth = processes.some(({ plan }) => plan.app === 'auth');
  return [
    '',
    table,
    '',
    `  gateway   ${httpUrl}`,
    `  docs      ${httpUrl}/docs`,
    ...(auth ? [`  admin     ${secrets.adminUser} / ${secrets.adminPassword}`] : []),
    '',
    '  Try:',
    `    curl -s ${httpUrl}/readyz`,
    ...(auth ? [`    curl -s ${httpUrl}/v1/auth:login -H 'content-type: application/json' -d '${login}'`] : []),
    '    npm run demo',
    '',
    '  Logs are in .data/logs. Ctrl-C stops everything; the data stay.',
    '',
  ].join('\n');
}
