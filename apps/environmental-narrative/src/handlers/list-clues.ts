import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { readPage } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { readerOf } from '../mapping/reader-of.js';
import { toClues } from '../mapping/to-clues.js';

/** The clues a player has, by id. */
export const listClues =
  ({ catalogue, surroundings, casebooks }: Deps): Handler<IEnvironmentalNarrativeService, 'listClues'> =>
  async (request, context) => {
    const { incidentId } = request;
    const reader = readerOf(request, context);
    const page = readPage(request, [reader.worldId, reader.playerId, incidentId]);
    const [book, unwanted] = await Promise.all([casebooks.read(reader), surroundings.unwanted(reader.playerId)]);
    const { after } = page;
    const rest = Object.entries(book.clues)
      .filter(
        ([id, clue]) =>
          (after === undefined || id > after) && (incidentId === undefined || clue.incidentId === incidentId),
      )
      .map(([id]) => id)
      .sort();
    const shown = rest.slice(0, page.size);
    const last = shown.at(-1);
    return {
      clues: await toClues(book, shown, { catalogue, unwanted }),
      nextPageToken: last === undefined || rest.length <= page.size ? '' : page.next(last),
    };
  };
