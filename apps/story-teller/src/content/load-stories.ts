import type { ConditionCache } from '@bodybroker/conditions';
import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import type { Arc } from '../domain/arc.js';
import type { Beat } from '../domain/beat.js';
import type { Catalogue } from '../domain/catalogue.js';
import { checkArc, checkBeat } from '../domain/check-content.js';
import { checkStory } from '../domain/check-story.js';
import { readArc, readBeat } from '../mapping/read-content.js';

/** The stories that ship with the service. */
export interface ShippedStories {
  readonly arcs: readonly Arc[];
  readonly beats: readonly Beat[];
}

/**
 * Reads content/arcs/<arc>.json, content/beats/<list>.json (lists of beats, in proto3 JSON) and, for beats without a text of their
 * own, content/ink/<beat>.ink. Whether the ink compiles is seen when it is published.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadStories(content: ContentFolder, conditions: ConditionCache): ShippedStories {
  const arcs = content.all('arcs').map(({ file, json }) => {
    const arc = inContentFile(file, () => {
      const read = readArc(json);
      checkArc(read, conditions);
      return read;
    });
    if (file !== `arcs/${arc.id}.json`) throw new ContentError(file, `holds ${arc.id}: a file is named after its arc`);
    return arc;
  });
  const beats = content.all('beats').flatMap(({ file, json }) => {
    if (!Array.isArray(json)) throw new ContentError(file, 'is no list of beats');
    return json.map((each: unknown, at) => loadBeat(content, `${file}[${at}]`, each, conditions));
  });
  const twice = beats.find(({ card: { id } }, at) => beats.findIndex(({ card }) => card.id === id) !== at);
  if (twice !== undefined) throw new ContentError('beats', `${twice.card.id} is there twice`);
  checkTogether(arcs, beats, conditions);
  return { arcs, beats };
}

function loadBeat(content: ContentFolder, place: string, json: unknown, conditions: ConditionCache): Beat {
  return inContentFile(place, () => {
    const fields = asObject(json);
    const id = String(fields['id']);
    const hasWords = 'text' in fields || 'inkSource' in fields;
    const beat = readBeat(hasWords ? fields : { ...fields, inkSource: content.text(`ink/${id}.ink`) });
    checkBeat(beat, conditions);
    return beat;
  });
}

function checkTogether(arcs: readonly Arc[], beats: readonly Beat[], conditions: ConditionCache): void {
  const catalogue: Catalogue = {
    arcs: new Map(arcs.map((arc) => [arc.id, arc])),
    beats: new Map(beats.map(({ card }) => [card.id, { ...card, tellingHash: '' }])),
  };
  for (const arc of arcs) {
    const { errors, unreachable } = checkStory(arc, catalogue, conditions);
    const file = `arcs/${arc.id}.json`;
    const [first] = errors;
    if (first !== undefined) throw new ContentError(file, `${first.id}: ${first.reason}, ${first.message}`);
    if (unreachable.length > 0) throw new ContentError(file, `can never run: ${unreachable.join(', ')}`);
  }
  const stray = beats.find(({ card: { arcId } }) => arcId !== '' && !catalogue.arcs.has(arcId));
  if (stray !== undefined)
    throw new ContentError('beats', `${stray.card.id} is of ${stray.card.arcId}, which is no arc`);
}

function asObject(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new TypeError('is no beat');
  return json as Readonly<Record<string, unknown>>;
}
