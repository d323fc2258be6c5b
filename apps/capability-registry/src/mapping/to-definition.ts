import {
  MergeRule as MergeRuleMessage,
  type CapabilityDefinition as CapabilityDefinitionMessage,
} from '@bodybroker/contracts-capability-registry';
import { invalidArgument } from '@bodybroker/domain';
import { enumName, fromJsonObject, toJsonObject } from '@bodybroker/service-kit';
import { MERGE_RULES, type CapabilityDefinition } from '../domain/capability-definition.js';
import type { Versions } from '../domain/versions.js';
import type { VersionedDefinition } from '../storage/definitions.js';

/** Reads a definition. @throws DomainError INVALID_ARGUMENT BAD_VERSION, ENUM_UNSPECIFIED */
export function toDefinition(message: CapabilityDefinitionMessage, versions: Versions): CapabilityDefinition {
  const { name, definitionVersion, description, jsonSchema, conflictsWith, merge } = message;
  if (!versions.isVersion(definitionVersion)) {
    throw invalidArgument('definition.definition_version', 'must be a semantic version', 'BAD_VERSION');
  }
  return {
    name,
    definitionVersion,
    description,
    conflictsWith,
    merge: Object.fromEntries(
      Object.entries(merge).map(([attribute, rule]) => [
        attribute,
        enumName(MergeRuleMessage, rule, MERGE_RULES, `definition.merge.${attribute}`),
      ]),
    ),
    ...(jsonSchema === undefined ? {} : { jsonSchema: toJsonObject(jsonSchema, 'definition.json_schema') }),
  };
}

/** A definition as callers see it. */
export function definitionMessage({ definition, version }: VersionedDefinition): CapabilityDefinitionMessage {
  const { name, definitionVersion, description, jsonSchema, conflictsWith, merge } = definition;
  return {
    name,
    definitionVersion,
    description,
    conflictsWith: [...conflictsWith],
    merge: Object.fromEntries(Object.entries(merge).map(([attribute, rule]) => [attribute, MergeRuleMessage[rule]])),
    version: BigInt(version),
    ...(jsonSchema === undefined ? {} : { jsonSchema: fromJsonObject(jsonSchema) }),
  };
}
