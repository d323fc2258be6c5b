import type { ContentNode } from '@bodybroker/service-kit';
import { QUESTIONS, type Incident } from '../domain/incident.js';
import { CONTENT_TAGS, type Passage } from '../domain/passage.js';
import type { Clue, Layer, Prop, SceneText } from '../domain/scene.js';

/** A passage is a text, or `{text, tags}`. */
export function readPassages(node: ContentNode): readonly Passage[] {
  return node.itemsIfAny().map((item) => {
    if (item.isText) return { text: item.text(), contentTags: [] };
    return { text: item.at('text').text(), contentTags: readTags(item.at('tags')) };
  });
}

export function readScene(node: ContentNode): SceneText {
  return {
    locationId: node.at('location').text(),
    title: node.at('title').text(),
    condition: node.at('when').textIfAny(),
    layers: node.at('layers').itemsIfAny().map(readLayer),
    props: node.at('props').itemsIfAny().map(readProp),
    clues: node.at('clues').itemsIfAny().map(readClue),
    incidentId: node.at('incident').textIfAny(),
  };
}

export function readIncident(node: ContentNode): Incident {
  const questions = QUESTIONS.map((key) => {
    const question = node.at('questions').at(key);
    const options = question
      .at('options')
      .entries()
      .map(([id, text]) => ({ id, text: text.text() }));
    return { key, text: question.at('text').text(), options };
  });
  const answer = (key: (typeof QUESTIONS)[number]): string => {
    const options = questions.find((question) => question.key === key)?.options ?? [];
    return node
      .at('truth')
      .at(key)
      .oneOf(options.map(({ id }) => id));
  };
  return {
    title: node.at('title').text(),
    actors: node
      .at('actors')
      .itemsIfAny()
      .map((actor) => ({
        id: actor.at('id').text(),
        name: actor.at('name').text(),
        role: actor.at('role').oneOf(['victim', 'culprit', 'witness', 'bystander'] as const),
      })),
    timeline: node
      .at('timeline')
      .itemsIfAny()
      .map((moment) => ({
        hour: moment.at('hour').number(),
        actorId: moment.at('actor').text(),
        locationId: moment.at('location').text(),
        action: moment.at('action').text(),
      })),
    questions,
    truth: { who: answer('who'), how: answer('how'), why: answer('why'), when: answer('when') },
    conclusion: node.at('conclusion').text(),
  };
}

function readLayer(node: ContentNode): Layer {
  return {
    kind: node.at('kind').text(),
    condition: node.at('when').textIfAny(),
    passages: readPassages(node.at('text')),
    contentTags: readTags(node.at('tags')),
  };
}

function readProp(node: ContentNode): Prop {
  const decay = node.at('decay');
  const inscription = node.at('inscription');
  return {
    id: node.at('id').text(),
    name: node.at('name').text(),
    description: readPassages(node.at('text')),
    inspect: {
      passages: readPassages(node.at('inspect')),
      requiresTool: node.at('tool').textIfAny(),
      requiresSkill: node.at('skill').textIfAny(),
    },
    clueId: node.at('clue').textIfAny(),
    condition: node.at('when').textIfAny(),
    ...(!decay.isMissing && {
      decay: {
        halfLifeGms: decay.at('halfLifeHours').number() * 3_600_000,
        washedBy: decay
          .at('washedBy')
          .itemsIfAny()
          .map((each) => each.text()),
      },
    }),
    ...(!inscription.isMissing && {
      inscription: { languageId: inscription.at('language').text(), english: inscription.at('english').text() },
    }),
  };
}

function readClue(node: ContentNode): Clue {
  const implies = node.at('implies');
  return {
    id: node.at('id').text(),
    title: node.at('title').text(),
    passages: readPassages(node.at('text')),
    implies: Object.fromEntries(
      QUESTIONS.flatMap((key) =>
        implies.isMissing || implies.at(key).isMissing ? [] : [[key, implies.at(key).text()]],
      ),
    ),
  };
}

function readTags(node: ContentNode): readonly (typeof CONTENT_TAGS)[number][] {
  return node.itemsIfAny().map((tag) => tag.oneOf(CONTENT_TAGS));
}
