import { QuestDefinition as WireDefinition } from '@bodybroker/contracts-quest-system';
import { messageValidator } from '@bodybroker/nats-sdk';
import type { JsonValue } from '@protobuf-ts/runtime';
import type { QuestDefinition } from '../domain/quest-definition.js';
import { fromDefinitionMessage } from './from-definition-message.js';

const checkFields = messageValidator(WireDefinition);

/**
 * Reads a definition written as proto3 JSON; names of enums need no prefix.
 * @throws Error naming the field that is unknown or does not fit; RpcError and DomainError INVALID_ARGUMENT as for a request
 */
export function readDefinition(json: unknown): QuestDefinition {
  const message = WireDefinition.fromJson(json as JsonValue, { ignoreUnknownFields: false });
  checkFields(message);
  return fromDefinitionMessage(message);
}
