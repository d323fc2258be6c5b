import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import { checkDefinition, type EventSamples } from '../domain/check-definition.js';
import type { QuestDefinition } from '../domain/quest-definition.js';
import { readDefinition } from '../mapping/read-definition.js';

/**
 * The quests that ship with the service: content/quests/<id>.json, each a definition in proto3 JSON.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadDefinitions(content: ContentFolder, samples: EventSamples): readonly QuestDefinition[] {
  return content.all('quests').map(({ file, json }) => {
    const definition = inContentFile(file, () => {
      const read = readDefinition(json);
      checkDefinition(read, samples);
      return read;
    });
    if (file === `quests/${definition.id}.json`) return definition;
    throw new ContentError(file, `holds quest ${definition.id}: a file is named after its quest`);
  });
}
