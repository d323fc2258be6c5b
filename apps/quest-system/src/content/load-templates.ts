import type { JsonValue } from '@bodybroker/domain';
import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import { checkDefinition, type EventSamples } from '../domain/check-definition.js';
import { fillTemplate, missingWords, type QuestTemplate, type SlotChoice } from '../domain/quest-template.js';
import { readDefinition } from '../mapping/read-definition.js';

/** Seeds a template is tried with: enough to meet each of a handful of choices and texts. */
const TRIALS = 20;

/**
 * The templates of GenerateQuest, by id: content/templates/<id>.json {slots: {name: [{id, …}]}, definition}.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadTemplates(content: ContentFolder, samples: EventSamples): ReadonlyMap<string, QuestTemplate> {
  return new Map(
    content.all('templates').map(({ file, json }) => {
      const id = file.slice('templates/'.length, -'.json'.length);
      return [id, load(id, file, json, samples)];
    }),
  );
}

function load(id: string, file: string, json: unknown, samples: EventSamples): QuestTemplate {
  const { slots, definition } = asObject(json, file);
  const choices = Object.entries(asObject(slots, file)).map(
    ([name, list]) => [name, toChoices(name, list, file)] as const,
  );
  const template: QuestTemplate = { id, slots: new Map(choices), definition: asObject(definition, file) as JsonValue };
  const missing = missingWords(template);
  if (missing.length > 0) throw new ContentError(file, `names ${missing.join(', ')}, which its slots have not`);
  inContentFile(file, () => {
    for (let seed = 0; seed < TRIALS; seed += 1) {
      checkDefinition(readDefinition(fillTemplate(template, {}, String(seed))), samples);
    }
  });
  return template;
}

function toChoices(name: string, list: unknown, file: string): readonly SlotChoice[] {
  if (!Array.isArray(list) || list.length === 0) throw new ContentError(file, `slot ${name} has no choices`);
  return list.map((each: unknown) => {
    const choice = asObject(each, file);
    const isFit = typeof choice['id'] === 'string' && Object.values(choice).every((word) => typeof word === 'string');
    if (!isFit) throw new ContentError(file, `slot ${name} has a choice without id, or with something else than texts`);
    return choice as SlotChoice;
  });
}

function asObject(json: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ContentError(file, 'has something else where an object belongs');
  }
  return json as Readonly<Record<string, unknown>>;
}
