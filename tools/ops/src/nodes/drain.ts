import type { Command } from '../cli/command.js';
import { UsageError } from '../cli/usage-error.js';
import { REPLACE_OPTIONS, replaceNodes } from './replace-nodes.js';

export const drainNode: Command = {
  name: 'nats drain',
  summary: 'lets one NATS node leave in lame duck and its group start another, and waits until the cluster is whole',
  takes: ['NODE'],
  options: REPLACE_OPTIONS,
  peers: ['aws', 'system'],
  run: (call) => {
    const [wanted = ''] = call.positionals;
    return replaceNodes(call, (groups) => {
      const chosen = groups.filter(({ node }) => node === wanted);
      if (chosen.length === 0)
        throw new UsageError(`there is no node ${wanted}: ${groups.map(({ node }) => node).join(', ')}`);
      return chosen;
    });
  },
};
