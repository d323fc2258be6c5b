import { SettingScope, SettingType, type SettingDefinition as DefinitionMessage } from '@bodybroker/contracts-settings';
import type { BucketRecord } from '@bodybroker/nats-sdk';
import { enumName, fromJsonValue, toJsonValue } from '@bodybroker/service-kit';
import { SETTING_SCOPES, SETTING_TYPES, type SettingDefinition } from '../domain/setting-definition.js';

export function toDefinition(message: DefinitionMessage): SettingDefinition {
  const { key, min, max, options, playerWritable, requiresRestart, category, dependsOn, description } = message;
  return {
    key,
    type: enumName(SettingType, message.type, SETTING_TYPES, 'definition.type'),
    defaultValue: toJsonValue(message.defaultValue, 'definition.default_value'),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    options,
    scope: enumName(SettingScope, message.scope, SETTING_SCOPES, 'definition.scope'),
    playerWritable,
    requiresRestart,
    category,
    dependsOn,
    description,
  };
}

export function toDefinitionMessage({ value, version }: BucketRecord<SettingDefinition>): DefinitionMessage {
  return {
    ...value,
    type: SettingType[value.type],
    scope: SettingScope[value.scope],
    defaultValue: fromJsonValue(value.defaultValue),
    options: [...value.options],
    version,
  };
}
