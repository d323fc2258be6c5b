import { QUESTIONS, type Incident } from '../domain/incident.js';
import { CONTENT_TAGS, type Passage } from '../domain/passage.js';
import type { Clue, Layer, Prop, SceneText } from '../domain/scene.js';
import type { JsonNode } from './json-node.js';

/** A passage is a text, or `{text, tags}`. */
export function readPassages(node: JsonNode): readonly Passage[] {
  return node.items().map((item) => {
    if (item.isText) return { text: item.text(), contentTags: [] };
    return { text: item.field('text').text(), contentTags: readTags(item.field('tags')) };
  });
}

export function readScene(node: JsonNode): SceneText {
  return {
    locationId: node.field('location').text(),
    title: node.field('title').text(),
    condition: node.field('when').optionalText(),
    layers: node.field('layers').items().map(readLayer),
    props: node.field('props').items().map(readProp),
    clues: node.field('clues').items().map(readClue),
    incidentId: node.field('incident').optionalText(),
  };
}

export function readIncident(node: JsonNode): Incident {
  const questions = QUESTIONS.map((key) => {
    const question = node.field('questions').field(key);
    const options = question
      .field('options')
      .entries()
      .map(([id, text]) => ({ id, text: text.text() }));
    return { key, text: question.field('text').text(), options };
  });
  const answer = (key: (typeof QUESTIONS)[number]): string => {
    const options = questions.find((question) => question.key === key)?.options ?? [];
    return node
      .field('truth')
      .field(key)
      .oneOf(options.map(({ id }) => id));
  };
  return {
    title: node.field('title').text(),
    actors: node
      .field('actors')
      .items()
      .map((actor) => ({
        id: actor.field('id').text(),
        name: actor.field('name').text(),
        role: actor.field('role').oneOf(['victim', 'culprit', 'witness', 'bystander'] as const),
      })),
    timeline: node
      .field('timeline')
      .items()
      .map((moment) => ({
        hour: moment.field('hour').number(),
        actorId: moment.field('actor').text(),
        locationId: moment.field('location').text(),
        action: moment.field('action').text(),
      })),
    questions,
    truth: { who: answer('who'), how: answer('how'), why: answer('why'), when: answer('when') },
    conclusion: node.field('conclusion').text(),
  };
}

function readLayer(node: JsonNode): Layer {
  return {
    kind: node.field('kind').text(),
    condition: node.field('when').optionalText(),
    passages: readPassages(node.field('text')),
    contentTags: readTags(node.field('tags')),
  };
}

function readProp(node: JsonNode): Prop {
  const decay = node.field('decay');
  const inscription = node.field('inscription');
  return {
    id: node.field('id').text(),
    name: node.field('name').text(),
    description: readPassages(node.field('text')),
    inspect: {
      passages: readPassages(node.field('inspect')),
      requiresTool: node.field('tool').optionalText(),
      requiresSkill: node.field('skill').optionalText(),
    },
    clueId: node.field('clue').optionalText(),
    condition: node.field('when').optionalText(),
    ...(!decay.isMissing && {
      decay: {
        halfLifeGms: decay.field('halfLifeHours').number() * 3_600_000,
        washedBy: decay
          .field('washedBy')
          .items()
          .map((each) => each.text()),
      },
    }),
    ...(!inscription.isMissing && {
      inscription: { languageId: inscription.field('language').text(), english: inscription.field('english').text() },
    }),
  };
}

function readClue(node: JsonNode): Clue {
  const implies = node.field('implies');
  return {
    id: node.field('id').text(),
    title: node.field('title').text(),
    passages: readPassages(node.field('text')),
    implies: Object.fromEntries(
      QUESTIONS.flatMap((key) =>
        implies.isMissing || implies.field(key).isMissing ? [] : [[key, implies.field(key).text()]],
      ),
    ),
  };
}

function readTags(node: JsonNode): readonly (typeof CONTENT_TAGS)[number][] {
  return node.items().map((tag) => tag.oneOf(CONTENT_TAGS));
}
