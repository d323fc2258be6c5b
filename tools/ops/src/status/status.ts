import type { Command } from '../cli/command.js';
import { EXIT } from '../cli/exit-codes.js';
import { UsageError } from '../cli/usage-error.js';
import { MONITOR_OPTIONS } from '../nodes/open-cluster-view.js';
import { collectStatus } from './collect-status.js';
import { renderStatus } from './render-status.js';

const LAG_LIMIT = 1_000;

export const status: Command = {
  name: 'status',
  summary: 'services, NATS, Redis: what runs, how far behind, what is wrong; 1 when something is down',
  options: {
    gateway: { kind: 'text', value: 'URL', about: 'the gateway, to ask its /readyz' },
    lag: { kind: 'text', value: 'COUNT', about: `messages a consumer may be behind without a warning (${LAG_LIMIT})` },
    skip: {
      kind: 'texts',
      value: 'nats|cluster|redis',
      about: 'do not look at this part, where it cannot be reached from here',
    },
    strict: { kind: 'switch', about: 'warnings count as down' },
    ...MONITOR_OPTIONS,
  },
  peers: ['nats', 'system', 'redis'],
  run: async (call) => {
    const skipped = call.options.texts('skip');
    const unknown = skipped.find((part) => !['nats', 'cluster', 'redis'].includes(part));
    if (unknown !== undefined) throw new UsageError(`there is no part ${unknown}: nats, cluster, redis`);
    const report = await collectStatus(call, call.options.count('lag', LAG_LIMIT));
    call.output.result(report, () => renderStatus(report));
    const counted = report.problems.filter(({ level }) => level === 'down' || call.options.on('strict'));
    return counted.length > 0 ? EXIT.failed : EXIT.ok;
  },
};
