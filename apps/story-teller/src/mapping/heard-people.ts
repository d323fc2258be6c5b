import { NpcTalked, RelationshipChanged } from '@bodybroker/contracts-npc-behavior';
import { QuestAccepted, QuestCompleted, QuestFailed, QuestStepCompleted } from '@bodybroker/contracts-quest-system';
import { LocationEntered } from '@bodybroker/contracts-world-state';
import { heardType, nameOf, type HeardType } from './heard-type.js';

/** That a quest was paid for is recorded by the workflow that pays (RecordStoryEvent). */
export const QUEST_EVENTS: readonly HeardType[] = [
  heardType(QuestAccepted, ({ definitionId, questId, title, giverNpcId }) => ({
    tension: 4,
    knowledge: [{ kind: 'quest_accepted', id: definitionId }],
    entry: {
      text: giverNpcId === '' ? `You took up ${title}.` : `You took up ${title} for ${nameOf(giverNpcId)}.`,
      refs: [definitionId, questId, giverNpcId],
    },
  })),
  heardType(QuestStepCompleted, ({ definitionId, questId, text }) => ({
    tension: 2,
    entry: { text, refs: [definitionId, questId] },
  })),
  heardType(QuestCompleted, ({ definitionId, questId, title, giverNpcId }) => ({
    tension: -6,
    knowledge: [{ kind: 'quest_done', id: definitionId }],
    entry: { text: `${title}: done.`, refs: [definitionId, questId, giverNpcId] },
  })),
  heardType(QuestFailed, ({ definitionId, questId, title, giverNpcId }) => ({
    tension: 15,
    knowledge: [{ kind: 'quest_failed', id: definitionId }],
    entry: { text: `${title}: nothing came of it.`, refs: [definitionId, questId, giverNpcId] },
  })),
];

/** A place frightens by a tenth of its dread; talk calms; being feared or hated does not. */
export const PEOPLE_EVENTS: readonly HeardType[] = [
  heardType(LocationEntered, ({ locationId, dread }) => ({
    tension: Math.round(dread / 10),
    knowledge: [{ kind: 'place', id: locationId }],
  })),
  heardType(NpcTalked, ({ npcId, turn, sentiment }) => ({
    tension: sentiment < -0.3 ? 2 : -3,
    knowledge: [],
    ...(turn > 1 ? {} : { entry: { text: `You spoke with ${nameOf(npcId)}.`, refs: [npcId] } }),
  })),
  heardType(RelationshipChanged, ({ npcId, relationship, deltas }) => ({
    tension: (deltas?.trust ?? 0) <= -10 ? 5 : 0,
    knowledge:
      relationship === undefined
        ? []
        : [
            {
              kind: 'standing',
              npcId,
              feelings: {
                trust: relationship.trust,
                fear: relationship.fear,
                respect: relationship.respect,
                familiarity: relationship.familiarity,
                debt: relationship.debt,
              },
            },
          ],
  })),
];
