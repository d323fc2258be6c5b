import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { pageOf, readPage } from '@bodybroker/domain';
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
    const wanted = Object.entries(book.clues).filter(
      ([, clue]) => incidentId === undefined || clue.incidentId === incidentId,
    );
    const { rows, nextPageToken } = pageOf(wanted, page, ([id]) => id);
    const ids = rows.map(([id]) => id);
    return { clues: await toClues(book, ids, { catalogue, unwanted }), nextPageToken };
  };
