import { notFound } from '@bodybroker/domain';
import { ContentNode, type ContentFolder } from '@bodybroker/service-kit';
import { isForEverybody } from '../domain/passage.js';
import type { CastMember, Choice, IncidentTemplate, Mark } from '../domain/incident-template.js';
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
  const nodes = content.all('templates').map(({ file, json }) => ({ file, node: new ContentNode(file, json) }));
  const isCast = (file: string): boolean => file.endsWith('/cast.json');
  const cast = nodes
    .filter(({ file }) => isCast(file))
    .flatMap(({ node }) => atLeast(MIN_CAST, node.at('people')).map(readMember));
  const templates = nodes
    .filter(({ file }) => !isCast(file))
    .map(({ file, node }) => readTemplate(file.slice(file.lastIndexOf('/') + 1, -'.json'.length), node));
  return new IncidentTemplates(cast, templates);
}

function readMember(node: ContentNode): CastMember {
  return { id: node.at('id').text(), name: node.at('name').text(), marks: readMarks(node) };
}

function readTemplate(id: string, node: ContentNode): IncidentTemplate {
  const question = (key: string): string => node.at('questions').at(key).text();
  const choices = (key: string): readonly ContentNode[] => atLeast(MIN_CHOICES, node.at(key));
  return {
    id,
    title: node.at('title').text(),
    questions: { who: question('who'), how: question('how'), why: question('why'), when: question('when') },
    how: choices('how').map((each) => ({ ...readChoice(each), action: each.at('action').text() })),
    why: choices('why').map((each) => ({ ...readChoice(each), action: each.at('action').text() })),
    when: choices('when').map((each) => ({ ...readChoice(each), hour: each.at('hour').number() })),
    spots: atLeast(MIN_SPOTS, node.at('spots')).map((spot) => spot.text()),
    base: shownToAll(node.at('base')),
    night: readPassages(node.at('night')),
    rain: readPassages(node.at('rain')),
    aftermath: atLeast(MOST_SEVERE, node.at('aftermath')).map(readPassages),
    conclusion: node.at('conclusion').text(),
  };
}

function readChoice(node: ContentNode): Choice {
  return { id: node.at('id').text(), text: node.at('text').text(), marks: readMarks(node) };
}

function readMarks(node: ContentNode): readonly Mark[] {
  return atLeast(MIN_MARKS, node.at('marks')).map((mark) => ({
    prop: mark.at('prop').text(),
    description: mark.at('text').text(),
    inspect: shownToAll(mark.at('inspect')),
    clue: mark.at('clue').text(),
    clueText: mark.at('means').text(),
    requiresTool: mark.at('tool').textIfAny(),
    isExposed: !mark.at('exposed').isMissing,
  }));
}

function shownToAll(node: ContentNode): ReturnType<typeof readPassages> {
  const passages = readPassages(node);
  if (!isForEverybody(passages)) node.fail('needs a passage without content tags');
  return passages;
}

function atLeast(count: number, node: ContentNode): readonly ContentNode[] {
  const items = node.itemsIfAny();
  if (items.length < count) node.fail(`needs at least ${count} items`);
  return items;
}
