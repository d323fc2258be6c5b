import {
  ClueDiscovered,
  IncidentSolved,
  PropInspectedEvent,
  SceneEntered,
} from '@bodybroker/contracts-environmental-narrative';
import { LoreRevealed } from '@bodybroker/contracts-knowledge-base';
import { LanguageLearned } from '@bodybroker/contracts-language-system';
import { heardType, type HeardType } from './heard-type.js';

/** What is found frightens; what is understood calms. */
export const SCENE_EVENTS: readonly HeardType[] = [
  heardType(SceneEntered, ({ new: isNew, title, sceneId, locationId }) =>
    isNew ? { tension: 5, entry: { text: `You came upon ${title}.`, refs: [sceneId, locationId] } } : { tension: 1 },
  ),
  heardType(PropInspectedEvent, () => ({ tension: 2 })),
  heardType(ClueDiscovered, ({ clueId, incidentId, title, sceneId }) => ({
    tension: 10,
    knowledge: [{ kind: 'clues', id: clueId }],
    entry: { text: `You found something: ${title}.`, refs: [clueId, incidentId, sceneId] },
  })),
  heardType(IncidentSolved, ({ incidentId, title }) => ({
    tension: -10,
    knowledge: [{ kind: 'incidents', id: incidentId }],
    entry: { text: `You worked out what happened: ${title}.`, refs: [incidentId] },
  })),
  heardType(LoreRevealed, ({ documentId, title }) => ({
    tension: 3,
    knowledge: [{ kind: 'lore', id: documentId }],
    entry: { text: `You read “${title}”.`, refs: [documentId] },
  })),
  heardType(LanguageLearned, () => ({ tension: -1 })),
];
