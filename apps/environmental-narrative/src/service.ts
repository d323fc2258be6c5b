import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import {
  EnvironmentalNarrativeService,
  contract,
  type IEnvironmentalNarrativeService,
} from '@bodybroker/contracts-environmental-narrative';
import { LanguageSystemServiceClient } from '@bodybroker/contracts-language-system';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { TimeManagerServiceClient } from '@bodybroker/contracts-time-manager';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { defineService, implement, publishShipped } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadScenes } from './content/load-scenes.js';
import { loadTemplates } from './content/load-templates.js';
import type { Deps } from './deps.js';
import { SceneConditions } from './domain/scene-conditions.js';
import { discoverClue } from './handlers/discover-clue.js';
import { enterLocation } from './handlers/enter-location.js';
import { generateScene } from './handlers/generate-scene.js';
import { getCaseBoard } from './handlers/get-case-board.js';
import { getScene } from './handlers/get-scene.js';
import { inspectProp } from './handlers/inspect-prop.js';
import { leaveTrace } from './handlers/leave-trace.js';
import { listClues } from './handlers/list-clues.js';
import { listScenes } from './handlers/list-scenes.js';
import { listTraces } from './handlers/list-traces.js';
import { narrateScene } from './handlers/narrate-scene.js';
import { publishScene } from './handlers/publish-scene.js';
import { retireScene } from './handlers/retire-scene.js';
import { submitDeduction } from './handlers/submit-deduction.js';
import { upsertScene } from './handlers/upsert-scene.js';
import { traceLeft } from './publishers/story-told.js';
import { Casebooks } from './storage/casebooks.js';
import { SceneCatalogue } from './storage/scene-catalogue.js';
import { Skies } from './storage/skies.js';
import { Surroundings } from './storage/surroundings.js';
import { Traces } from './storage/traces.js';
import { Viewings } from './storage/viewings.js';
import { onLocationEntered } from './subscribers/on-location-entered.js';
import { onPartHarvested } from './subscribers/on-part-harvested.js';
import { onQuestChanged } from './subscribers/on-quest-changed.js';
import { onTimePassed } from './subscribers/on-time-passed.js';
import { onWeatherChanged } from './subscribers/on-weather-changed.js';
import { shipScenes } from './workers/ship-scenes.js';

/** Stories told by places. */
export const service = defineService({
  name: 'environmental-narrative',
  contract,
  config,
  build: ({ config: { worlds, worldSeed }, store, content, clock, random, logger, client }) => {
    const conditions = new SceneConditions();
    const shipped = loadScenes(content, conditions);
    const skies = new Skies(store, random);
    const casebooks = new Casebooks(store, random);
    const traces = new Traces(store, { random, tell: (spot, trace) => traceLeft(spot, trace, clock.now()) });
    const surroundings = new Surroundings({
      world: client(WorldStateServiceClient),
      weather: client(WeatherManagerServiceClient),
      time: client(TimeManagerServiceClient),
      settings: client(SettingsServiceClient),
      language: client(LanguageSystemServiceClient),
      skies,
      logger,
    });
    const deps: Deps = {
      worlds: parseWorldIds(worlds),
      worldSeed,
      catalogue: new SceneCatalogue(store, random),
      casebooks,
      traces,
      skies,
      surroundings,
      viewings: new Viewings({ surroundings, casebooks, traces, conditions }),
      conditions,
      templates: loadTemplates(content),
      generator: client(AiIntegrationServiceClient),
      router: client(AiRouterServiceClient),
      clock,
      logger,
    };
    const shipping = publishShipped(
      'the scenes',
      () => shipScenes(deps.catalogue, { store, shipped, random, logger }),
      { logger, sleep: systemSleep },
    );
    return {
      implementations: [
        implement<IEnvironmentalNarrativeService>(EnvironmentalNarrativeService, {
          upsertScene: upsertScene(deps),
          getScene: getScene(deps),
          listScenes: listScenes(deps),
          publishScene: publishScene(deps),
          retireScene: retireScene(deps),
          generateScene: generateScene(deps),
          enterLocation: enterLocation(deps),
          inspectProp: inspectProp(deps),
          discoverClue: discoverClue(deps),
          listClues: listClues(deps),
          getCaseBoard: getCaseBoard(deps),
          submitDeduction: submitDeduction(deps),
          leaveTrace: leaveTrace(deps),
          listTraces: listTraces(deps),
          narrateScene: narrateScene(deps),
        }),
      ],
      subscribers: [
        onTimePassed(deps),
        onWeatherChanged(deps),
        onPartHarvested(deps),
        onLocationEntered(deps),
        onQuestChanged(deps),
      ],
      workers: [shipping.worker],
      healthChecks: [shipping.healthCheck],
    };
  },
});
