import type { EventType as WireEventType } from '@bodybroker/contracts-event-bus';
import { fromJsonObject } from '@bodybroker/service-kit';
import { streamOf } from '../domain/event-stream.js';
import type { EventType } from '../storage/event-types.js';

export function toEventType({ type, producer, clientPublishable, declaration }: EventType): WireEventType {
  return {
    type,
    producer,
    stream: streamOf(type),
    clientPublishable,
    messageType: declaration.kind === 'message' ? declaration.messageType : '',
    ...(declaration.kind === 'schema' ? { jsonSchema: fromJsonObject(declaration.jsonSchema) } : {}),
  };
}
