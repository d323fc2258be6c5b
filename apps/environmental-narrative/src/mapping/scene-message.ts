import {
  SceneStatus,
  type Passage as PassageMessage,
  type Scene as SceneMessage,
  type SceneProp,
} from '@bodybroker/contracts-environmental-narrative';
import { invalidArgument } from '@bodybroker/domain';
import type { Entity } from '@bodybroker/storage';
import { QUESTIONS } from '../domain/incident.js';
import { CONTENT_TAGS, type ContentTag, type Passage } from '../domain/passage.js';
import type { Clue, Prop, Scene, SceneText } from '../domain/scene.js';

export function toScene({ id, value, version }: Entity<Scene>): SceneMessage {
  const { locationId, title, condition, layers, props, clues, incidentId, status, publishedGms } = value;
  return {
    id,
    locationId,
    title,
    condition,
    layers: layers.map((layer) => ({
      ...layer,
      passages: toPassages(layer.passages),
      contentTags: [...layer.contentTags],
    })),
    props: props.map(toProp),
    clues: clues.map(({ passages, implies, ...clue }) => ({
      ...clue,
      passages: toPassages(passages),
      implies: { ...implies },
    })),
    incidentId,
    status: SceneStatus[status],
    publishedGms: BigInt(publishedGms),
    version,
  };
}

/** @throws DomainError INVALID_ARGUMENT CONTENT_TAG, UNKNOWN_QUESTION */
export function fromScene({ locationId, title, condition, layers, props, clues, incidentId }: SceneMessage): SceneText {
  return {
    locationId,
    title,
    condition,
    layers: layers.map((layer) => ({
      ...layer,
      passages: fromPassages(layer.passages),
      contentTags: layer.contentTags.map(contentTag),
    })),
    props: props.map(fromProp),
    clues: clues.map(({ id, title: clueTitle, passages, implies }) => ({
      id,
      title: clueTitle,
      passages: fromPassages(passages),
      implies: fromImplies(implies),
    })),
    incidentId,
  };
}

function toProp({ description, inspect, decay, ...prop }: Prop): SceneProp {
  return {
    ...prop,
    description: toPassages(description),
    inspect: { ...inspect, passages: toPassages(inspect.passages) },
    ...(decay && { decay: { halfLifeGms: BigInt(decay.halfLifeGms), washedBy: [...decay.washedBy] } }),
  };
}

function fromProp({ id, name, description, inspect, clueId, decay, condition, inscription }: SceneProp): Prop {
  return {
    id,
    name,
    description: fromPassages(description),
    inspect: {
      passages: fromPassages(inspect?.passages ?? []),
      requiresTool: inspect?.requiresTool ?? '',
      requiresSkill: inspect?.requiresSkill ?? '',
    },
    clueId,
    condition,
    ...(decay && { decay: { halfLifeGms: Number(decay.halfLifeGms), washedBy: decay.washedBy } }),
    ...(inscription && { inscription }),
  };
}

function toPassages(passages: readonly Passage[]): PassageMessage[] {
  return passages.map(({ text, contentTags }) => ({ text, contentTags: [...contentTags] }));
}

function fromPassages(passages: readonly PassageMessage[]): readonly Passage[] {
  return passages.map(({ text, contentTags }) => ({ text, contentTags: contentTags.map(contentTag) }));
}

function fromImplies(implies: Readonly<Record<string, string>>): Clue['implies'] {
  const unknown = Object.keys(implies).find((key) => !QUESTIONS.some((question) => question === key));
  if (unknown === undefined) return implies;
  throw invalidArgument('clues.implies', `knows ${QUESTIONS.join(', ')}, not ${unknown}`, 'UNKNOWN_QUESTION');
}

function contentTag(tag: string): ContentTag {
  const known = CONTENT_TAGS.find((each) => each === tag);
  if (known !== undefined) return known;
  throw invalidArgument('content_tags', `knows ${CONTENT_TAGS.join(', ')}`, 'CONTENT_TAG', { tag });
}
