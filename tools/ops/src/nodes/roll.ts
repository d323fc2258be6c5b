import type { Command } from '../cli/command.js';
import { REPLACE_OPTIONS, replaceNodes } from './replace-nodes.js';

export const rollNodes: Command = {
  name: 'nats roll',
  summary: 'replaces all NATS nodes, one at a time, each only while the whole cluster is well',
  options: {
    outdated: { kind: 'switch', about: 'only nodes that were started from an older launch template' },
    ...REPLACE_OPTIONS,
  },
  peers: ['aws', 'system'],
  run: (call) =>
    replaceNodes(call, (groups) =>
      groups.filter(({ template }) => !call.options.on('outdated') || template === 'older'),
    ),
};
