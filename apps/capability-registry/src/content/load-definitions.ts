import {
  Capability as CapabilityMessage,
  CapabilityDefinition as CapabilityDefinitionMessage,
} from '@bodybroker/contracts-capability-registry';
import { messageValidator } from '@bodybroker/nats-sdk';
import { ContentError, inContentFile, type ContentFolder } from '@bodybroker/service-kit';
import type { CapabilityDefinition } from '../domain/capability-definition.js';
import type { Capability } from '../domain/subject.js';
import type { Versions } from '../domain/versions.js';
import { toCapabilities } from '../mapping/to-capabilities.js';
import { toDefinition } from '../mapping/to-definition.js';
import type { Definitions } from '../storage/definitions.js';

/**
 * Reads content/definitions/*.json: lists of definitions in proto3 JSON.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadDefinitions(content: ContentFolder, versions: Versions): readonly CapabilityDefinition[] {
  const validate = messageValidator(CapabilityDefinitionMessage);
  const seen = new Set<string>();
  return content.all('definitions').flatMap(({ file, json }) =>
    listOf(file, json).map((entry, index) =>
      inContentFile(`${file}[${index}]`, () => {
        const message = CapabilityDefinitionMessage.fromJson(entry as never);
        validate(message);
        if (seen.has(message.name)) throw new TypeError(`${message.name} is defined twice`);
        seen.add(message.name);
        return toDefinition(message, versions);
      }),
    ),
  );
}

/**
 * Reads content/backend.json: what the backend as a whole can do for clients.
 * @throws ContentError naming the file and what is wrong with it
 */
export function loadBackend(
  content: ContentFolder,
  options: { readonly definitions: Definitions; readonly versions: Versions },
): readonly Capability[] {
  const file = 'backend.json';
  return listOf(file, content.json(file)).flatMap((entry, index) =>
    inContentFile(`${file}[${index}]`, () => toCapabilities([CapabilityMessage.fromJson(entry as never)], options)),
  );
}

function listOf(file: string, json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new ContentError(file, 'is no list');
  return json;
}
