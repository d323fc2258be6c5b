import type { Command } from '../cli/command.js';
import { CHANGE_LETTERS_OPTIONS, changeDeadLetters } from './each-dead-letter.js';

export const discardDeadLetters: Command = {
  name: 'dlq discard',
  summary: 'drops dead letters for good; who did it and why stays in the log of event-bus',
  takes: ['[SEQUENCE...]'],
  options: {
    because: { kind: 'text', value: 'WHY', about: 'the reason, for the log; needed' },
    ...CHANGE_LETTERS_OPTIONS,
  },
  peers: ['nats'],
  run: (call) => {
    const reason = call.options.required('because');
    return changeDeadLetters(call, {
      verb: 'discard',
      change: async (eventBus, { sequence }, options) => {
        await eventBus.discardDeadLetter({ sequence, reason }, options);
        return 'dropped';
      },
    });
  },
};
