import { setTimeout as delay } from 'node:timers/promises';
import { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import { AiRouterServiceClient } from '@bodybroker/contracts-ai-router';
import { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import { LanguageSystemServiceClient } from '@bodybroker/contracts-language-system';
import { NpcBehaviorService, contract, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import { parseWorldIds } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadCity } from './content/load-city.js';
import { loadPeople } from './content/load-people.js';
import { loadTopics } from './content/load-topics.js';
import type { Deps } from './deps.js';
import { reflect } from './domain/reflect.js';
import { sentimentOf } from './domain/sentiment.js';
import { handlersOf } from './handlers-of.js';
import { actOutPlan } from './minds/act-out-plan.js';
import { rankRelevance } from './minds/rank-relevance.js';
import { wordValues } from './minds/word-values.js';
import { NpcEvents } from './publishers/npc-events.js';
import { Conversations } from './storage/conversations.js';
import { Minds } from './storage/minds.js';
import { Relationships } from './storage/relationships.js';
import { Roster } from './storage/roster.js';
import { ServerModes } from './storage/server-modes.js';
import { Worlds } from './storage/worlds.js';
import { subscribersOf } from './subscribers/subscribers-of.js';
import { createSettler } from './workers/settle-people.js';
import { tellWorld } from './workers/tell-world.js';

/** Who the people of the city are, what they do now, what they remember, and how they talk. */
export const service = defineService({
  name: 'npc-behavior',
  contract,
  config,
  build: ({ config: settings, store, content, clock, random, logger, client }) => {
    const city = loadCity(content);
    const people = loadPeople(content, city);
    const topics = loadTopics(content, people);
    const events = new NpcEvents(clock);
    const worlds = new Worlds(store, { worlds: parseWorldIds(settings.worlds), clock, random });
    const roster = new Roster(store, { random, tell: (person, after) => events.actionChanged(person, after) });
    const feelingOf = (text: string): number => sentimentOf(text, wordValues);
    const deps: Deps = {
      worlds,
      roster,
      minds: new Minds(store, {
        random,
        feelingOf,
        reflect: (_ref, memories, gms) => reflect(memories, { gms, feelingOf, nameOf: (id) => topics.nameOf(id) }),
        tellInsight: (ref, insight) => events.reflected(ref, insight),
      }),
      relationships: new Relationships(store, { random, tell: (news) => events.relationshipChanged(news) }),
      conversations: new Conversations(store, random),
      modes: new ServerModes(store, { clock, random }),
      city,
      people,
      topics,
      words: wordValues,
      actOut: actOutPlan,
      relevanceOf: rankRelevance,
      settle: createSettler({ worlds, roster, people }),
      peers: {
        world: client(WorldStateServiceClient),
        knowledge: client(KnowledgeBaseServiceClient),
        languages: client(LanguageSystemServiceClient),
        playerSettings: client(SettingsServiceClient),
        router: client(AiRouterServiceClient),
        ai: client(AiIntegrationServiceClient),
      },
      settings,
      clock,
      logger,
    };
    const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
      delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
    return {
      implementations: [implement<INpcBehaviorService>(NpcBehaviorService, handlersOf(deps))],
      subscribers: subscribersOf(deps),
      workers: [tellWorld(deps, { tellMs: settings.tellMs, sleep })],
    };
  },
});
