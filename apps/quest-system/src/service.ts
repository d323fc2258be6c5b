import { WorldFacts } from '@bodybroker/conditions';
import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import { NpcBehaviorServiceClient } from '@bodybroker/contracts-npc-behavior';
import { OrchestrationServiceClient } from '@bodybroker/contracts-orchestration';
import { QuestSystemService, contract, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { defineService, implement, publishShipped } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadDefinitions } from './content/load-definitions.js';
import { loadTemplates } from './content/load-templates.js';
import type { Deps } from './deps.js';
import { HOUR_GMS } from './domain/game-time.js';
import { createQuestConditions } from './domain/quest-conditions.js';
import { abandonQuest } from './handlers/abandon-quest.js';
import { acceptQuest } from './handlers/accept-quest.js';
import { beginRewarding } from './handlers/begin-rewarding.js';
import { chooseBranch } from './handlers/choose-branch.js';
import { claimRewards } from './handlers/claim-rewards.js';
import { finishRewarding } from './handlers/finish-rewarding.js';
import { generateQuest } from './handlers/generate-quest.js';
import { getQuestDefinition } from './handlers/get-quest-definition.js';
import { getQuest } from './handlers/get-quest.js';
import { listAvailableQuests } from './handlers/list-available-quests.js';
import { listQuestDefinitions } from './handlers/list-quest-definitions.js';
import { listQuests } from './handlers/list-quests.js';
import { offerQuest } from './handlers/offer-quest.js';
import { publishQuestDefinition } from './handlers/publish-quest-definition.js';
import { recordObjectiveProgress } from './handlers/record-objective-progress.js';
import { revertRewarding } from './handlers/revert-rewarding.js';
import { upsertQuestDefinition } from './handlers/upsert-quest-definition.js';
import { watchQuests } from './handlers/watch-quests.js';
import { eventSamples } from './mapping/heard-events.js';
import { FactRewards } from './peers/fact-rewards.js';
import { Givers } from './peers/givers.js';
import { Phrasing } from './peers/phrasing.js';
import { Prerequisites } from './peers/prerequisites.js';
import { RewardWorkflow } from './peers/reward-workflow.js';
import { questTold } from './publishers/quest-told.js';
import { Books } from './storage/books.js';
import { Definitions } from './storage/definitions.js';
import { Quests } from './storage/quests.js';
import { WorldTimes } from './storage/world-times.js';
import { onGameEvent } from './subscribers/on-game-event.js';
import { onSceneEvent } from './subscribers/on-scene-event.js';
import { onWorkflowUndone } from './subscribers/on-workflow-undone.js';

/** Quests: how they are written, who may take them up, what moves them on, and how their rewards leave. */
export const service = defineService({
  name: 'quest-system',
  contract,
  config,
  build: ({ config: settings, store, content, clock, random, logger, client }) => {
    const samples = eventSamples();
    const shipped = loadDefinitions(content, samples);
    const conditions = createQuestConditions(({ text, problem }) =>
      logger.warn('a condition of a quest could not be decided', { text, problem }),
    );
    const definitions = new Definitions(store, random);
    const books = new Books(store, random);
    const times = new WorldTimes(store, { startGms: settings.worldStartHour * HOUR_GMS, random });
    const world = client(WorldStateServiceClient);
    const facts = new WorldFacts({
      world,
      clock,
      onUnreadable: (worldId, error) => logger.warn('the facts of the world could not be read', { worldId, error }),
    });
    const givers = new Givers({ npcs: client(NpcBehaviorServiceClient), logger });
    const momentOf: Deps['momentOf'] = async (worldId, plan, { flags }) => ({
      nowMs: clock.now(),
      gms: await times.gms(worldId),
      facts: plan.readsFacts ? await facts.read(worldId) : undefined,
      flags,
    });
    const quests = new Quests(store, {
      books,
      clock,
      random,
      plan: (id, revision) => definitions.plan(id, revision),
      moment: momentOf,
      tell: (questId, change, version, plan) => questTold(questId, change, version, plan, clock),
    });
    const deps: Deps = {
      worlds: parseWorldIds(settings.worlds),
      clock,
      logger,
      sleep: systemSleep,
      conditions,
      samples,
      templates: loadTemplates(content, samples),
      definitions,
      books,
      quests,
      times,
      facts,
      factRewards: new FactRewards({ world, facts }),
      givers,
      prerequisites: new Prerequisites({ conditions, facts, givers }),
      rewards: new RewardWorkflow(client(OrchestrationServiceClient)),
      phrasing: new Phrasing({ router: client(AiRouterServiceClient), ai: client(AiIntegrationServiceClient), logger }),
      momentOf,
    };
    const publishAll = async (): Promise<void> => {
      // A file that changed becomes a new revision; what an admin wrote since stays until then.
      for (const definition of shipped) await definitions.publishContent(definition);
    };
    const publishing = publishShipped('the quests', publishAll, { logger, sleep: systemSleep });
    return {
      implementations: [
        implement<IQuestSystemService>(QuestSystemService, {
          upsertQuestDefinition: upsertQuestDefinition(deps),
          publishQuestDefinition: publishQuestDefinition(deps),
          getQuestDefinition: getQuestDefinition(deps),
          listQuestDefinitions: listQuestDefinitions(deps),
          generateQuest: generateQuest(deps),
          listAvailableQuests: listAvailableQuests(deps),
          offerQuest: offerQuest(deps),
          acceptQuest: acceptQuest(deps),
          getQuest: getQuest(deps),
          listQuests: listQuests(deps),
          chooseBranch: chooseBranch(deps),
          abandonQuest: abandonQuest(deps),
          claimRewards: claimRewards(deps),
          recordObjectiveProgress: recordObjectiveProgress(deps),
          beginRewarding: beginRewarding(deps),
          finishRewarding: finishRewarding(deps),
          revertRewarding: revertRewarding(deps),
          watchQuests: watchQuests(deps),
        }),
      ],
      subscribers: [onGameEvent(deps), onSceneEvent(deps), onWorkflowUndone(deps)],
      workers: [publishing.worker],
      healthChecks: [publishing.healthCheck],
    };
  },
});
