import { isDomainError } from '@bodybroker/domain';
import { ContentError } from '@bodybroker/service-kit';
import type { ShippedStories } from '../content/load-stories.js';
import type { Beat } from '../domain/beat.js';
import type { Catalogues } from '../storage/catalogues.js';

type Shelves = Pick<Catalogues, 'publishArc' | 'publishBeat'>;

/**
 * Writes the stories that ship with the service; what an admin wrote since stays until its file changes.
 * @throws ContentError naming the file whose ink does not compile
 */
export async function publishStories(catalogues: Shelves, { arcs, beats }: ShippedStories): Promise<void> {
  for (const beat of beats) await publishBeat(catalogues, beat);
  for (const arc of arcs) await catalogues.publishArc(arc);
}

async function publishBeat(catalogues: Shelves, beat: Beat): Promise<void> {
  try {
    await catalogues.publishBeat(beat);
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'INVALID_ARGUMENT') throw error;
    throw new ContentError(`ink/${beat.card.id}.ink`, error.message, error);
  }
}
