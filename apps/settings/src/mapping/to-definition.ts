import { Value } from '@bodybroker/contracts-common';
import { SettingScope, SettingType, type SettingDefinition as DefinitionMessage } from '@bodybroker/contracts-settings';
import type { BucketRecord } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import { SETTING_SCOPES, SETTING_TYPES, type SettingDefinition } from '../domain/setting-definition.js';
import { jsonOf } from './json-of.js';

export function toDefinition(message: DefinitionMessage): SettingDefinition {
  const { key, min, max, options, playerWritable, requiresRestart, category, dependsOn, description } = message;
  return {
    key,
    type: enumName(SettingType, message.type, SETTING_TYPES, 'definition.type'),
    defaultValue: jsonOf(message.defaultValue, 'definition.default_value'),
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
    defaultValue: Value.fromJson(value.defaultValue as never),
    options: [...value.options],
    version,
  };
}
