import type { SettingDefinition as DefinitionMessage } from '@bodybroker/contracts-settings';
import { DomainError } from '@bodybroker/domain';
import type { Deps, SettingsHandler } from '../deps.js';
import { settingConditions } from '../domain/conditions.js';
import { checkDefinition } from '../domain/setting-definition.js';
import { toDefinition, toDefinitionMessage } from '../mapping/to-definition.js';

const MAX_DEFINITIONS = 500;

export function defineSetting({ definitions }: Deps): SettingsHandler<'defineSetting'> {
  return async ({ definition: message, expectedVersion }) => {
    const definition = checkDefinition(toDefinition(message as DefinitionMessage));
    if (definition.dependsOn !== '') settingConditions.get(definition.dependsOn);
    if (!definitions.records.has(definition.key) && definitions.records.size >= MAX_DEFINITIONS) {
      throw new DomainError(
        'RESOURCE_EXHAUSTED',
        'TOO_MANY_SETTINGS',
        `there are ${MAX_DEFINITIONS} settings already`,
        {
          retryable: false,
        },
      );
    }
    return toDefinitionMessage(await definitions.write(definition.key, expectedVersion, () => definition));
  };
}
