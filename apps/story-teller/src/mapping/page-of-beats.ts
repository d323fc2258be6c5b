import type { BeatPage } from '@bodybroker/contracts-story-teller';
import type { Page } from '@bodybroker/domain';
import { toBeat } from './to-beat.js';
import type { Catalogues } from '../storage/catalogues.js';

/** An answer stays well under the 512 KiB that one may have. */
const MAX_PAGE_BYTES = 384 * 1024;

/** A page of beats with their words; it ends early where the words are many. */
export async function pageOfBeats(catalogues: Catalogues, arcId: string, page: Page): Promise<BeatPage> {
  const { entities, nextPageToken } = await catalogues.beats(page, arcId);
  const beats: BeatPage['beats'] = [];
  let bytes = 0;
  for (const entity of entities) {
    const telling = await catalogues.telling(entity.value.tellingHash);
    bytes += Buffer.byteLength(telling.kind === 'text' ? telling.text : telling.source) + 1024;
    const last = beats.at(-1);
    if (last !== undefined && bytes > MAX_PAGE_BYTES) return { beats, nextPageToken: page.next(last.id) };
    beats.push(toBeat(entity, telling));
  }
  return { beats, nextPageToken };
}
