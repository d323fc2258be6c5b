import { Flag as FlagMessage, SettingDefinition as DefinitionMessage } from '@bodybroker/contracts-settings';
import { ContentError, type ContentFolder } from '@bodybroker/service-kit';
import { flagConditions, settingConditions } from '../domain/conditions.js';
import { checkFlag, type Flag } from '../domain/flag.js';
import { checkDefinition, type SettingDefinition } from '../domain/setting-definition.js';
import { toDefinition } from '../mapping/to-definition.js';
import { toFlag } from '../mapping/to-flag.js';

/** The definitions that ship, by key: content/settings.json, a list of definitions as on the wire. @throws ContentError */
export function loadDefinitions(content: ContentFolder): ReadonlyMap<string, SettingDefinition> {
  return load(content, 'settings.json', (json) => {
    const definition = checkDefinition(toDefinition(DefinitionMessage.fromJson(json)));
    if (definition.dependsOn !== '') settingConditions.get(definition.dependsOn);
    return definition;
  });
}

/** The flags that ship, by key: content/flags.json, a list of flags as on the wire. @throws ContentError */
export function loadFlags(content: ContentFolder): ReadonlyMap<string, Flag> {
  return load(content, 'flags.json', (json) => {
    const flag = checkFlag(toFlag(FlagMessage.fromJson(json)));
    for (const { condition } of flag.rules) if (condition !== '') flagConditions.get(condition);
    return flag;
  });
}

function load<T extends { readonly key: string }>(
  content: ContentFolder,
  file: string,
  read: (json: never) => T,
): ReadonlyMap<string, T> {
  const list = content.json(file);
  if (!Array.isArray(list)) throw new ContentError(file, 'is no list');
  const entries = list.map((json: unknown, at): [string, T] => {
    try {
      const value = read(json as never);
      return [value.key, value];
    } catch (error) {
      throw new ContentError(file, `entry ${at}: ${error instanceof Error ? error.message : 'cannot be used'}`, error);
    }
  });
  const map = new Map(entries);
  if (map.size < entries.length) throw new ContentError(file, 'has a key twice');
  return map;
}
