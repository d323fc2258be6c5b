import type { IEnvironmentalNarrativeService } from '@bodybroker/contracts-environmental-narrative';
import { failedPrecondition } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { enterScenes } from '../domain/casebook.js';
import { readerOf } from '../mapping/reader-of.js';
import { toSceneView } from '../mapping/to-scene-view.js';
import { scenesTold } from '../publishers/scenes-told.js';

/** What a player sees in the place they are in, at this hour and in this weather. */
export const enterLocation =
  ({
    catalogue,
    surroundings,
    viewings,
    casebooks,
    clock,
  }: Deps): Handler<IEnvironmentalNarrativeService, 'enterLocation'> =>
  async (request, context) => {
    const { locationId } = request;
    const reader = readerOf(request, context);
    const [here, scenes] = await Promise.all([surroundings.whereIs(reader), catalogue.at(locationId)]);
    const viewing = await viewings.of(
      reader,
      locationId,
      scenes.map(({ value }) => value),
    );
    if (here !== locationId) {
      throw failedPrecondition('NOT_HERE', `the player is in ${here}, not in ${locationId}`, { location_id: here });
    }
    const met = scenes.flatMap((scene) => {
      const rendered = viewings.render(scene.value, viewing);
      return rendered === undefined ? [] : [{ scene, rendered }];
    });
    const ids = met.map(({ scene }) => scene.id);
    const { gms } = viewing.situation;
    const { before } = await casebooks.change(reader, (book) =>
      scenesTold(
        reader,
        met.map(({ scene }) => scene),
        enterScenes(book, ids, gms),
        { gms, nowMs: clock.now() },
      ),
    );
    const views = met.map(({ scene, rendered }) => toSceneView(scene, rendered, before, viewing.unwanted));
    return { locationId, scenes: views };
  };
