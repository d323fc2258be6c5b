import { invalidArgument, type JsonValue } from '@bodybroker/domain';
import { problemOf } from './setting-value.js';

export const SETTING_TYPES = ['BOOL', 'INT', 'DOUBLE', 'STRING', 'ENUM', 'JSON'] as const;
export type SettingType = (typeof SETTING_TYPES)[number];

export const SETTING_SCOPES = ['PLAYER', 'DEVICE', 'WORLD', 'GLOBAL'] as const;
export type SettingScope = (typeof SETTING_SCOPES)[number];

/** What can be set, and to what. */
export interface SettingDefinition {
  /** Dotted, such as `content.gore`. */
  readonly key: string;
  readonly type: SettingType;
  readonly defaultValue: JsonValue;
  /** Of numbers, inclusive; of texts, their length. */
  readonly min?: number;
  readonly max?: number;
  /** Of an ENUM. */
  readonly options: readonly string[];
  readonly scope: SettingScope;
  /** Whether players set it themselves. */
  readonly playerWritable: boolean;
  readonly requiresRestart: boolean;
  readonly category: string;
  /** A condition over `settings`: where it is false the setting has its default. Empty: always. */
  readonly dependsOn: string;
  readonly description: string;
}

/** @throws DomainError INVALID_ARGUMENT, naming the field and the rule */
export function checkDefinition(definition: SettingDefinition): SettingDefinition {
  const { type, options, min, max, defaultValue, scope, playerWritable } = definition;
  const isEnum = type === 'ENUM';
  if (isEnum && options.length === 0) throw invalidArgument('definition.options', 'an ENUM needs options');
  if (!isEnum && options.length > 0) throw invalidArgument('definition.options', 'only an ENUM has options');
  if (new Set(options).size < options.length) throw invalidArgument('definition.options', 'must differ');
  if (min !== undefined && max !== undefined && min > max) throw invalidArgument('definition.min', 'is above max');
  if (playerWritable && (scope === 'WORLD' || scope === 'GLOBAL')) {
    throw invalidArgument('definition.player_writable', `a setting of scope ${scope} is not set by players`);
  }
  const problem = problemOf(definition, defaultValue);
  if (problem !== undefined) throw invalidArgument('definition.default_value', problem);
  return definition;
}
