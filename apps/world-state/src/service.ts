import { setTimeout as delay } from 'node:timers/promises';
import { WorldStateService, contract, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { ContentError, defineService, implement, publishShipped } from '@bodybroker/service-kit';
import { config } from './config.js';
import { WorldFiles } from './content/world-files.js';
import type { Deps } from './deps.js';
import { WorldConditions } from './domain/world-conditions.js';
import { loadInto } from './domain/world-file.js';
import { FIRST_CLOCK } from './domain/world-clock.js';
import { applyChanges } from './handlers/apply-changes.js';
import { createCheckpoint } from './handlers/create-checkpoint.js';
import { evaluateCondition } from './handlers/evaluate-condition.js';
import { findPath } from './handlers/find-path.js';
import { getChanges } from './handlers/get-changes.js';
import { getEntity } from './handlers/get-entity.js';
import { getFact } from './handlers/get-fact.js';
import { getLocation } from './handlers/get-location.js';
import { getRegion } from './handlers/get-region.js';
import { getWorldSnapshot } from './handlers/get-world-snapshot.js';
import { listCheckpoints } from './handlers/list-checkpoints.js';
import { listEntities } from './handlers/list-entities.js';
import { listFacts } from './handlers/list-facts.js';
import { listLocations } from './handlers/list-locations.js';
import { listRegions } from './handlers/list-regions.js';
import { loadWorld } from './handlers/load-world.js';
import { moveEntity } from './handlers/move-entity.js';
import { restoreCheckpoint } from './handlers/restore-checkpoint.js';
import { setFact } from './handlers/set-fact.js';
import { upsertEntity } from './handlers/upsert-entity.js';
import { watchChanges } from './handlers/watch-changes.js';
import { worldTold } from './publishers/world-told.js';
import { ChangeLog } from './storage/change-log.js';
import { Checkpoints } from './storage/checkpoints.js';
import { Worlds } from './storage/worlds.js';
import { onDealSettled } from './subscribers/on-deal-settled.js';
import { onTimePassed } from './subscribers/on-time-passed.js';
import { onWeatherChanged } from './subscribers/on-weather-changed.js';
import { openWorlds } from './workers/open-worlds.js';

/** The one shared picture of each world. */
export const service = defineService({
  name: 'world-state',
  contract,
  config,
  build: ({ config: { worlds: list, startLocation: startLocationId }, store, content, clock, random, logger }) => {
    const worldFiles = new WorldFiles(content);
    if (!Object.hasOwn(worldFiles.first.locations, startLocationId)) {
      throw new ContentError('world.json', `has no location ${startLocationId}, where players start`);
    }
    const conditions = new WorldConditions();
    const log = new ChangeLog(store);
    const worlds = new Worlds(store, {
      worldIds: parseWorldIds(list),
      conditions,
      log,
      seed: (draft) => void loadInto(draft, worldFiles.first, FIRST_CLOCK.gms),
      tell: (revision) => worldTold(revision, { startLocationId, nowMs: clock.now() }),
      pause: (ms) => delay(ms),
      random,
    });
    const deps: Deps = {
      worlds,
      log,
      checkpoints: new Checkpoints(store),
      conditions,
      startLocationId,
      worldFiles,
      clock,
      sleep: systemSleep,
    };
    const opening = publishShipped(
      'the worlds',
      () => openWorlds(deps, { store, file: worldFiles.first, random, logger }),
      { logger, sleep: systemSleep },
    );
    return {
      implementations: [
        implement<IWorldStateService>(WorldStateService, {
          getWorldSnapshot: getWorldSnapshot(deps),
          getChanges: getChanges(deps),
          watchChanges: watchChanges(deps),
          getRegion: getRegion(deps),
          listRegions: listRegions(deps),
          getLocation: getLocation(deps),
          listLocations: listLocations(deps),
          findPath: findPath(deps),
          getEntity: getEntity(deps),
          listEntities: listEntities(deps),
          upsertEntity: upsertEntity(deps),
          moveEntity: moveEntity(deps),
          getFact: getFact(deps),
          listFacts: listFacts(deps),
          setFact: setFact(deps),
          applyChanges: applyChanges(deps),
          evaluateCondition: evaluateCondition(deps),
          createCheckpoint: createCheckpoint(deps),
          listCheckpoints: listCheckpoints(deps),
          restoreCheckpoint: restoreCheckpoint(deps),
          loadWorld: loadWorld(deps),
        }),
      ],
      subscribers: [onTimePassed(deps), onDealSettled(deps), onWeatherChanged(deps)],
      workers: [opening.worker],
      healthChecks: [opening.healthCheck],
    };
  },
});
