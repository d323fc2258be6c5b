import { cutPage, invalidArgument, readPage } from '@bodybroker/domain';
import { listDeadLetters as readDeadLetters } from '@bodybroker/nats-sdk';
import type { Deps, EventBusHandler } from '../deps.js';
import { toDeadLetter } from '../mapping/to-dead-letter.js';

const DURABLE = /^[A-Za-z0-9_-]*$/;

/** Events no consumer could handle, oldest first. */
export const listDeadLetters =
  ({ log, types }: Deps): EventBusHandler<'listDeadLetters'> =>
  async (request, { signal }) => {
    const { source } = request;
    if (!DURABLE.test(source)) throw invalidArgument('source', 'must be the name of a durable');
    const page = readPage(request, [source]);
    await types.loaded(signal);
    const letters = await readDeadLetters(log, {
      ...(source === '' ? {} : { durable: source }),
      afterSequence: Number(page.after ?? 0),
      limit: page.size + 1,
    });
    const { rows, nextPageToken } = cutPage(letters, page, ({ sequence }) => String(sequence));
    return { deadLetters: rows.map((letter) => toDeadLetter(letter, types)), nextPageToken };
  };
