import { getDeadLetter } from '@bodybroker/nats-sdk';
import type { Command } from '../cli/command.js';
import { EXIT } from '../cli/exit-codes.js';
import { withNats } from '../connections/open-nats.js';
import { readSequence } from './read-sequence.js';

/** Reads the stream itself, so that it works while event-bus is down, and for letters that are no events. */
export const showDeadLetter: Command = {
  name: 'dlq show',
  summary: 'one dead letter with its headers and bytes',
  takes: ['SEQUENCE'],
  options: {},
  peers: ['nats'],
  run: async (call) => {
    const sequence = readSequence(call.positionals[0]);
    const letter = await withNats(call, ({ events }) => getDeadLetter(events, sequence));
    const { source, failure, headers, storedMs } = letter;
    const shown = {
      sequence,
      stored: new Date(storedMs).toISOString(),
      from: source,
      failure: { ...failure, failedAt: new Date(failure.failedAtMs).toISOString() },
      headers,
      bytes: letter.data.length,
      data: Buffer.from(letter.data).toString('base64'),
    };
    call.output.result(shown, () =>
      [
        `dead letter ${sequence}, stored ${shown.stored}`,
        `from      ${source.stream} ${source.sequence}, subject ${source.subject}, consumer ${source.durable}`,
        `failed    ${failure.code} ${failure.reason}, ${failure.attempts} tries, the last ${shown.failure.failedAt}`,
        ...Object.entries(headers).map(([name, value]) => `header    ${name}: ${value}`),
        `data      ${letter.data.length} bytes, base64:`,
        shown.data,
      ].join('\n'),
    );
    return EXIT.ok;
  },
};
