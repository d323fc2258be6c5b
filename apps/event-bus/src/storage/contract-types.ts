import {
  createFileRegistry,
  fromBinary,
  getExtension,
  hasExtension,
  toBinary,
  type DescMessage,
  type Registry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { EventOptions } from '@bodybroker/contracts-options';
import type { ContractAnnouncement } from '@bodybroker/service-kit';
import { domainOf } from '../domain/event-stream.js';
import { messageFormat } from '../mapping/message-format.js';
import type { EventType } from './event-types.js';

const EVENT_OPTION = 'bodybroker.options.v1.event';

/**
 * The types of events that a service declares in its own package; those it imports are told by the services they belong to.
 * @throws when the descriptor set cannot be read
 */
export function contractTypes({ service, descriptorSet }: ContractAnnouncement): readonly EventType[] {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(descriptorSet, 'base64')));
  const domain = service.replaceAll('-', '_');
  return [...registry].flatMap((entry) => {
    if (entry.kind !== 'message' || entry.file.proto.package.split('.').at(-2) !== domain) return [];
    const options = eventOptions(entry, registry);
    if (options === undefined || domainOf(options.type) === undefined) return [];
    const { type, schemaVersion, clientPublishable } = options;
    return {
      type,
      producer: service,
      clientPublishable,
      schemaVersion: schemaVersion || 1,
      declaration: { kind: 'message', messageType: entry.typeName },
      format: messageFormat(type, entry, registry),
    };
  });
}

function eventOptions(message: DescMessage, registry: Registry): EventOptions | undefined {
  const extension = registry.getExtension(EVENT_OPTION);
  const { options } = message.proto;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) return undefined;
  return EventOptions.fromBinary(toBinary(extension.message, getExtension(options, extension) as never));
}
