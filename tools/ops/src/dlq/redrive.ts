import type { Command } from '../cli/command.js';
import { CHANGE_LETTERS_OPTIONS, changeDeadLetters } from './each-dead-letter.js';

export const redriveDeadLetters: Command = {
  name: 'dlq redrive',
  summary: 'publishes dead letters to their first subjects again, for all who read these, and drops them',
  takes: ['[SEQUENCE...]'],
  options: CHANGE_LETTERS_OPTIONS,
  peers: ['nats'],
  run: (call) =>
    changeDeadLetters(call, {
      verb: 'redrive',
      change: async (eventBus, { sequence, failedAtMs }, options) => {
        // Of this one letter, also should the stream be made anew and count from 1: a second run changes nothing.
        const idempotencyKey = `ops-redrive-${sequence}-${failedAtMs}`;
        const sent = await eventBus.redriveDeadLetter({ sequence }, { ...options, idempotencyKey });
        return `now ${sent.stream} ${sent.sequence}, subject ${sent.subject}`;
      },
    }),
};
