import type { Command } from '../cli/command.js';
import { EXIT } from '../cli/exit-codes.js';
import { FILTER_OPTIONS, readFilter } from './dead-letter-filter.js';
import { findDeadLetters, OPERATOR_OPTIONS, withEventBus } from './event-bus-client.js';
import { renderDeadLetters } from './render-dead-letters.js';

const LIMIT = 50;

export const listDeadLetters: Command = {
  name: 'dlq list',
  summary: 'events no consumer could handle, oldest first',
  options: {
    ...FILTER_OPTIONS,
    limit: { kind: 'text', value: 'COUNT', about: `at most so many (${LIMIT})` },
    ...OPERATOR_OPTIONS,
  },
  peers: ['nats'],
  run: async (call) => {
    const filter = readFilter(call.options, call.world.now());
    const limit = call.options.count('limit', LIMIT, 1);
    const letters = await withEventBus(call, (eventBus, asAdmin) => findDeadLetters(eventBus, asAdmin, filter, limit));
    call.output.result(letters, () => renderDeadLetters(letters));
    return EXIT.ok;
  },
};
