import { notFound } from '@bodybroker/domain';
import type { ContentFolder } from '@bodybroker/service-kit';
import { isForEverybody } from '../domain/passage.js';
import type { CastMember, Choice, IncidentTemplate, Mark } from '../domain/incident-template.js';
import { JsonNode } from './json-node.js';
import { readPassages } from './read-scene.js';

/** Whom incidents happen to, and the kinds of incidents. */
export class IncidentTemplates {
  readonly cast: readonly CastMember[];
  readonly #templates: ReadonlyMap<string, IncidentTemplate>;

  constructor(cast: readonly CastMember[], templates: readonly IncidentTemplate[]) {
    this.cast = cast;
    this.#templates = new Map(templates.map((template) => [template.id, template]));
  }

  get ids(): readonly string[] {
    return [...this.#templates.keys()];
  }

  /** @throws DomainError NOT_FOUND INCIDENT_TEMPLATE_NOT_FOUND */
  template(id: string): IncidentTemplate {
    const template = this.#templates.get(id);
    if (template === undefined) throw notFound('incident template', id);
    return template;
  }
}

/** Fewer marks of an answer would leave an incident that cannot be solved. */
const MIN_MARKS = 2;
/** A victim, a culprit and those it might have been. */
const MIN_CAST = 5;
const MIN_SPOTS = 3;
const MIN_CHOICES = 3;
const MOST_SEVERE = 5;

/**
 * Reads content/templates/cast.json and content/templates/<id>.json.
 * @throws ContentError naming file, path and rule
 */
export function loadTemplates(content: ContentFolder): IncidentTemplates {
  const nodes = content.all('templates').map(({ file, json }) => ({ file, node: new JsonNode(file, json) }));
  const isCast = (file: string): boolean => file.endsWith('/cast.json');
  const cast = nodes
    .filter(({ file }) => isCast(file))
    .flatMap(({ node }) => atLeast(MIN_CAST, node.field('people')).map(readMember));
  const templates = nodes
    .filter(({ file }) => !isCast(file))
    .map(({ file, node }) => readTemplate(file.slice(file.lastIndexOf('/') + 1, -'.json'.length), node));
  return new IncidentTemplates(cast, templates);
}

function readMember(node: JsonNode): CastMember {
  return { id: node.field('id').text(), name: node.field('name').text(), marks: readMarks(node) };
}

function readTemplate(id: string, node: JsonNode): IncidentTemplate {
  const question = (key: string): string => node.field('questions').field(key).text();
  const choices = (key: string): readonly JsonNode[] => atLeast(MIN_CHOICES, node.field(key));
  return {
    id,
    title: node.field('title').text(),
    questions: { who: question('who'), how: question('how'), why: question('why'), when: question('when') },
    how: choices('how').map((each) => ({ ...readChoice(each), action: each.field('action').text() })),
    why: choices('why').map((each) => ({ ...readChoice(each), action: each.field('action').text() })),
    when: choices('when').map((each) => ({ ...readChoice(each), hour: each.field('hour').number() })),
    spots: atLeast(MIN_SPOTS, node.field('spots')).map((spot) => spot.text()),
    base: shownToAll(node.field('base')),
    night: readPassages(node.field('night')),
    rain: readPassages(node.field('rain')),
    aftermath: atLeast(MOST_SEVERE, node.field('aftermath')).map(readPassages),
    conclusion: node.field('conclusion').text(),
  };
}

function readChoice(node: JsonNode): Choice {
  return { id: node.field('id').text(), text: node.field('text').text(), marks: readMarks(node) };
}

function readMarks(node: JsonNode): readonly Mark[] {
  return atLeast(MIN_MARKS, node.field('marks')).map((mark) => ({
    prop: mark.field('prop').text(),
    description: mark.field('text').text(),
    inspect: shownToAll(mark.field('inspect')),
    clue: mark.field('clue').text(),
    clueText: mark.field('means').text(),
    requiresTool: mark.field('tool').optionalText(),
    isExposed: !mark.field('exposed').isMissing,
  }));
}

function shownToAll(node: JsonNode): ReturnType<typeof readPassages> {
  const passages = readPassages(node);
  if (!isForEverybody(passages)) throw node.error('needs a passage without content tags');
  return passages;
}

function atLeast(count: number, node: JsonNode): readonly JsonNode[] {
  const items = node.items();
  if (items.length < count) throw node.error(`needs at least ${count} items`);
  return items;
}
