import { OBJECTIVE_SOURCES, type ObjectiveSource } from './objective-type.js';
import type { Objective, QuestDefinition, Step } from './quest-definition.js';
import { readGraph, type QuestGraph } from './quest-graph.js';

/** A revision of a definition, read once for all quests that are on it. */
export interface QuestPlan {
  readonly definition: QuestDefinition;
  readonly revision: number;
  readonly graph: QuestGraph;
  readonly steps: ReadonlyMap<string, Step>;
  /** Whether some objective looks at facts and flags, so that they must be known before a step opens. */
  readonly readsFacts: boolean;
}

/** @throws DomainError BAD_GRAPH; not for a definition that was published */
export function planQuest(definition: QuestDefinition, revision: number): QuestPlan {
  return {
    definition,
    revision,
    graph: readGraph(definition),
    steps: new Map(definition.steps.map((step) => [step.id, step])),
    readsFacts: definition.steps.some(({ objectives }) => objectives.some(({ type }) => type === 'FLAG')),
  };
}

/** The type of event that counts for an objective; undefined when none does. */
export function countedEventOf({ type, eventType }: Objective): string | undefined {
  const source: ObjectiveSource = OBJECTIVE_SOURCES[type];
  if (source.kind !== 'events') return undefined;
  return eventType === '' ? source.types[0] : eventType;
}
