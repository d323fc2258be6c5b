import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { failedPrecondition } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { lookClosely, propInSight } from '../domain/look-closely.js';
import { tell } from '../domain/passage.js';
import { readerOf } from '../mapping/reader-of.js';
import { toClueFound } from '../mapping/to-clue-found.js';
import { lookedTold } from '../publishers/looked-told.js';

/** Looks closely at a prop; the first time may give a clue. */
export const inspectProp =
  (deps: Deps): Handler<IEnvironmentalNarrativeService, 'inspectProp'> =>
  async (request, context) => {
    const { catalogue, surroundings, viewings, casebooks, clock } = deps;
    const { sceneId, propId, tool = '', skill = '' } = request;
    const reader = readerOf(request, context);
    const scene = await catalogue.scene(sceneId);
    const { locationId } = scene.value;
    const [here, viewing] = await Promise.all([
      surroundings.whereIs(reader),
      viewings.of(reader, locationId, [scene.value]),
    ]);
    if (here !== locationId) throw failedPrecondition('NOT_HERE', `the player is in ${here}`, { location_id: here });
    const prop = propInSight(viewings.render(scene.value, viewing), { propId, tool, skill });
    const { gms } = viewing.situation;
    const { before } = await casebooks.change(reader, (book) => {
      const looked = lookClosely(book, scene, prop, gms);
      return { book: looked.book, events: lookedTold(reader, scene, prop, looked, { gms, nowMs: clock.now() }) };
    });
    const { wasSeen, clue, isNewClue } = lookClosely(before, scene, prop, gms);
    return {
      text: tell(prop.inspect.passages, viewing.unwanted),
      alreadySeen: wasSeen,
      inscription: prop.inscription === undefined ? '' : await surroundings.read(reader.playerId, prop.inscription),
      ...(clue && { clue: toClueFound(clue, scene.value.incidentId, viewing.unwanted, isNewClue ? 'new' : 'known') }),
    };
  };
