import type { EventType as WireEventType } from '@bodybroker/contracts-event-bus';
import { streamOf } from '../domain/event-stream.js';
import type { EventType } from '../storage/event-types.js';
import { toStruct } from './struct.js';

export function toEventType({ type, producer, clientPublishable, declaration }: EventType): WireEventType {
  return {
    type,
    producer,
    stream: streamOf(type),
    clientPublishable,
    messageType: declaration.kind === 'message' ? declaration.messageType : '',
    ...(declaration.kind === 'schema' ? { jsonSchema: toStruct(declaration.jsonSchema) } : {}),
  };
}
