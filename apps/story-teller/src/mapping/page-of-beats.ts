import type { BeatPage } from '@bodybroker/contracts-story-teller';
import type { Page } from '@bodybroker/domain';
import { toBeat } from './to-beat.js';
import type { Catalogues } from '../storage/catalogues.js';
import type { KeptTelling } from '../storage/tellings.js';

/** An answer stays well under the 512 KiB that one may have. */
const MAX_PAGE_BYTES = 384 * 1024;
/** Words are asked for so many at a time: a page may end before most of them. */
const READ_AT_ONCE = 20;

/** A page of beats with their words; it ends early where the words are many. */
export async function pageOfBeats(catalogues: Catalogues, arcId: string, page: Page): Promise<BeatPage> {
  const { entities, nextPageToken } = await catalogues.beats(page, arcId);
  const beats: BeatPage['beats'] = [];
  let bytes = 0;
  const tellings: KeptTelling[] = [];
  for (const [index, entity] of entities.entries()) {
    if (index === tellings.length) {
      const next = entities.slice(index, index + READ_AT_ONCE);
      tellings.push(...(await Promise.all(next.map(({ value }) => catalogues.telling(value.tellingHash)))));
    }
    const telling = tellings[index];
    if (telling === undefined) break;
    bytes += Buffer.byteLength(telling.kind === 'text' ? telling.text : telling.source) + 1024;
    const last = beats.at(-1);
    if (last !== undefined && bytes > MAX_PAGE_BYTES) return { beats, nextPageToken: page.next(last.id) };
    beats.push(toBeat(entity, telling));
  }
  return { beats, nextPageToken };
}
