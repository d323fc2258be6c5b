import { WorldFacts } from '@bodybroker/conditions';
import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import { NpcBehaviorServiceClient } from '@bodybroker/contracts-npc-behavior';
import { QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { StoryTellerService, contract, type IStoryTellerService } from '@bodybroker/contracts-story-teller';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { notFound, parseWorldIds, systemSleep } from '@bodybroker/domain';
import { defineService, implement, publishShipped } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadCompiledInk } from './content/load-compiled-ink.js';
import { loadStories } from './content/load-stories.js';
import type { Deps } from './deps.js';
import { HOUR_GMS } from './domain/game-time.js';
import { createStoryConditions } from './domain/story-conditions.js';
import { adjustQuality } from './handlers/adjust-quality.js';
import { chooseOption } from './handlers/choose-option.js';
import { endBeat } from './handlers/end-beat.js';
import { getArc } from './handlers/get-arc.js';
import { getChronicle } from './handlers/get-chronicle.js';
import { getStoryState } from './handlers/get-story-state.js';
import { listArcs } from './handlers/list-arcs.js';
import { listBeats } from './handlers/list-beats.js';
import { narrateBeat } from './handlers/narrate-beat.js';
import { recordStoryEvent } from './handlers/record-story-event.js';
import { selectBeat } from './handlers/select-beat.js';
import { startBeat } from './handlers/start-beat.js';
import { summarizeChronicle } from './handlers/summarize-chronicle.js';
import { upsertArc } from './handlers/upsert-arc.js';
import { upsertBeat } from './handlers/upsert-beat.js';
import { validateStory } from './handlers/validate-story.js';
import { compileInk } from './ink/compile-ink.js';
import { ErrandRunner } from './peers/errand-runner.js';
import { Narrator } from './peers/narrator.js';
import { Tastes } from './peers/tastes.js';
import { storyTold } from './publishers/story-told.js';
import { Catalogues } from './storage/catalogues.js';
import { Errands } from './storage/errands.js';
import { Stories } from './storage/stories.js';
import { Worlds } from './storage/worlds.js';
import { onGameEvent } from './subscribers/on-game-event.js';
import { onNarrativeEvent } from './subscribers/on-narrative-event.js';
import { publishStories } from './workers/publish-stories.js';
import { runErrands } from './workers/run-errands.js';

/** Which moment of which story comes next for a player, how it is told, and what it does. */
export const service = defineService({
  name: 'story-teller',
  contract,
  config,
  build: ({ config: settings, store, content, clock, random, logger, client }) => {
    const conditions = createStoryConditions(({ text, problem }) =>
      logger.debug('a condition of a story could not be decided', { text, problem }),
    );
    const shippedInk = loadCompiledInk(content);
    const compile = async (source: string): Promise<string> => shippedInk(source) ?? (await compileInk(source));
    const catalogues = new Catalogues(store, random, compile);
    const world = client(WorldStateServiceClient);
    const runner = new ErrandRunner({
      quests: client(QuestSystemServiceClient),
      weather: client(WeatherManagerServiceClient),
      knowledge: client(KnowledgeBaseServiceClient),
      world,
      npcs: client(NpcBehaviorServiceClient),
      clock,
      logger,
    });
    const errands = runErrands({ errands: new Errands(store), runner, clock, logger });
    const worldIds: Deps['worldIds'] = parseWorldIds(settings.worlds);
    const worlds = new Worlds(store, { startGms: settings.worldStartHour * HOUR_GMS, random });
    const facts = new WorldFacts({
      world: { listFacts: (request, options) => world.listFacts(request, { ...options, as: 'self' }) },
      clock,
      onUnreadable: (worldId, error) => logger.warn('the facts of the world could not be read', { worldId, error }),
    });
    const rulesOf: Deps['rulesOf'] = async (worldId, { locationId, npcId } = { locationId: '', npcId: '' }) => {
      if (!worldIds.has(worldId)) throw notFound('world', worldId);
      const [catalogue, world, known] = await Promise.all([
        catalogues.read(),
        worlds.read(worldId),
        facts.read(worldId),
      ]);
      return { catalogue, conditions, moment: { ...world, facts: known, locationId, npcId } };
    };
    const deps: Deps = {
      worldIds,
      worldSeed: settings.worldSeed,
      clock,
      logger,
      conditions,
      catalogues,
      stories: new Stories(store, {
        clock,
        random,
        tell: (storyId, draft, version) => storyTold(storyId, draft, version, clock),
        onErrands: errands.notice,
      }),
      worlds,
      facts,
      tastes: new Tastes({ settings: client(SettingsServiceClient), clock, logger }),
      narrator: new Narrator({ router: client(AiRouterServiceClient), ai: client(AiIntegrationServiceClient), logger }),
      rulesOf,
    };
    const stories = loadStories(content, conditions);
    const publishing = publishShipped('the stories', () => publishStories(catalogues, stories), {
      logger,
      sleep: systemSleep,
    });
    return {
      implementations: [
        implement<IStoryTellerService>(StoryTellerService, {
          upsertArc: upsertArc(deps),
          upsertBeat: upsertBeat(deps),
          getArc: getArc(deps),
          listArcs: listArcs(deps),
          listBeats: listBeats(deps),
          validateStory: validateStory(deps),
          getStoryState: getStoryState(deps),
          selectBeat: selectBeat(deps),
          startBeat: startBeat(deps),
          chooseOption: chooseOption(deps),
          endBeat: endBeat(deps),
          narrateBeat: narrateBeat(deps),
          recordStoryEvent: recordStoryEvent(deps),
          adjustQuality: adjustQuality(deps),
          getChronicle: getChronicle(deps),
          summarizeChronicle: summarizeChronicle(deps),
        }),
      ],
      subscribers: [onGameEvent(deps), onNarrativeEvent(deps)],
      workers: [publishing.worker, errands.worker],
      healthChecks: [publishing.healthCheck],
    };
  },
});
