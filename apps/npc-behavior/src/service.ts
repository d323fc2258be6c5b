import { NpcBehaviorService, contract, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { parseWorldIds, systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { LastTold } from '@bodybroker/storage';
import { config } from './config.js';
import { loadCity } from './content/load-city.js';
import { loadPeople } from './content/load-people.js';
import { loadTopics } from './content/load-topics.js';
import type { Deps } from './deps.js';
import { reflect } from './domain/reflect.js';
import { sentimentOf } from './domain/sentiment.js';
import type { ServerMode } from './domain/server-mode.js';
import { adjustRelationship } from './handlers/adjust-relationship.js';
import { advanceNpcs } from './handlers/advance-npcs.js';
import { createNpc } from './handlers/create-npc.js';
import { decideAction } from './handlers/decide-action.js';
import { deleteNpc } from './handlers/delete-npc.js';
import { endConversation } from './handlers/end-conversation.js';
import { getConversation } from './handlers/get-conversation.js';
import { getNpc } from './handlers/get-npc.js';
import { getRelationship } from './handlers/get-relationship.js';
import { listNpcs } from './handlers/list-npcs.js';
import { observeEvent } from './handlers/observe-event.js';
import { recallMemories } from './handlers/recall-memories.js';
import { reflectNpc } from './handlers/reflect-npc.js';
import { revertRelationship } from './handlers/revert-relationship.js';
import { sayToNpc } from './handlers/say-to-npc.js';
import { startConversation } from './handlers/start-conversation.js';
import { updateNpc } from './handlers/update-npc.js';
import { actOutPlan } from './minds/act-out-plan.js';
import { rankRelevance } from './minds/rank-relevance.js';
import { wordValues } from './minds/word-values.js';
import { NpcEvents } from './publishers/npc-events.js';
import { Conversations } from './storage/conversations.js';
import { Minds } from './storage/minds.js';
import { Relationships } from './storage/relationships.js';
import { Roster } from './storage/roster.js';
import { Worlds } from './storage/worlds.js';
import { onDeal } from './subscribers/on-deal.js';
import { onModeChanged } from './subscribers/on-mode-changed.js';
import { onPartHarvested } from './subscribers/on-part-harvested.js';
import { onQuestEnded } from './subscribers/on-quest-ended.js';
import { onStoryTold } from './subscribers/on-story-told.js';
import { onTimePassed } from './subscribers/on-time-passed.js';
import { onTraceLeft } from './subscribers/on-trace-left.js';
import { onWeatherChanged } from './subscribers/on-weather-changed.js';
import { createPeers } from './talking/peers.js';
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
      mode: new LastTold<ServerMode>(store, 'server-mode', { clock, random, initial: 'NORMAL' }),
      city,
      people,
      topics,
      words: wordValues,
      actOut: actOutPlan,
      relevanceOf: rankRelevance,
      settle: createSettler({ worlds, roster, people }),
      peers: createPeers(client),
      settings,
      clock,
      logger,
    };
    return {
      implementations: [
        implement<INpcBehaviorService>(NpcBehaviorService, {
          createNpc: createNpc(deps),
          getNpc: getNpc(deps),
          listNpcs: listNpcs(deps),
          updateNpc: updateNpc(deps),
          deleteNpc: deleteNpc(deps),
          decideAction: decideAction(deps),
          advanceNpcs: advanceNpcs(deps),
          observeEvent: observeEvent(deps),
          recallMemories: recallMemories(deps),
          reflectNpc: reflectNpc(deps),
          startConversation: startConversation(deps),
          sayToNpc: sayToNpc(deps),
          endConversation: endConversation(deps),
          getConversation: getConversation(deps),
          getRelationship: getRelationship(deps),
          adjustRelationship: adjustRelationship(deps),
          revertRelationship: revertRelationship(deps),
        }),
      ],
      subscribers: [
        onTimePassed(deps),
        onWeatherChanged(deps),
        onDeal(deps),
        onPartHarvested(deps),
        onQuestEnded(deps),
        onStoryTold(deps),
        onTraceLeft(deps),
        onModeChanged(deps.mode),
      ],
      workers: [tellWorld(deps, { tellMs: settings.tellMs, sleep: systemSleep })],
    };
  },
});
