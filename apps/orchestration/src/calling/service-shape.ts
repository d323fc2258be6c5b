import {
  createFileRegistry,
  fromBinary,
  getExtension,
  hasExtension,
  toBinary,
  type DescField,
  type DescMessage,
  type DescMethod,
  type Registry,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { MethodOptions } from '@bodybroker/contracts-options';
import { methodSubject } from '@bodybroker/nats-sdk';
import type { ContractAnnouncement } from '@bodybroker/service-kit';
import type { FieldShape, MessageShape, MethodShape, ServiceShape } from '../domain/method-shape.js';

/** What a service announces, boiled down to names: descriptors are large, and thrown away after this. */
export function serviceShape({ service, descriptorSet }: ContractAnnouncement): ServiceShape {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(descriptorSet, 'base64')));
  const domain = service.replaceAll('-', '_');
  const shapeOf = shaper();
  const methods = new Map<string, MethodShape>();
  for (const type of registry) {
    if (type.kind !== 'service' || type.file.proto.package.split('.').at(-2) !== domain) continue;
    for (const method of type.methods) {
      methods.set(method.name, {
        subject: subjectOption(method, registry) || methodSubject(type, method.name),
        isUnary: method.methodKind === 'unary',
        request: shapeOf(method.input),
        payload: shapeOf(payloadOf(method.output)),
      });
    }
  }
  return { methods };
}

/** The message within `oneof result { <Payload> name = 1; Error error = 15; }`; else the response itself. */
function payloadOf(output: DescMessage): DescMessage {
  const result = output.oneofs.find(({ name }) => name === 'result');
  return result?.fields.find(({ name }) => name !== 'error')?.message ?? output;
}

function subjectOption(method: DescMethod, registry: Registry): string {
  const extension = registry.getExtension('bodybroker.options.v1.method');
  const { options } = method.proto;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) return '';
  return MethodOptions.fromBinary(toBinary(extension.message, getExtension(options, extension) as never)).subject;
}

/** Reads each message type once; types may contain themselves. */
function shaper(): (message: DescMessage) => MessageShape {
  const known = new Map<string, Map<string, FieldShape>>();
  const shapeOf = (message: DescMessage): MessageShape => {
    const fields = known.get(message.typeName) ?? new Map<string, FieldShape>();
    if (!known.has(message.typeName)) {
      known.set(message.typeName, fields);
      for (const field of message.fields) {
        const shape = fieldShape(field);
        fields.set(field.name, shape).set(field.jsonName, shape);
      }
    }
    return () => fields;
  };
  const fieldShape = (field: DescField): FieldShape => {
    if (field.fieldKind === 'map') return { kind: 'open' };
    if (field.fieldKind !== 'list') return valueShape(field.message);
    return { kind: 'list', item: valueShape(field.message) };
  };
  const valueShape = (message: DescMessage | undefined): FieldShape => {
    if (message === undefined) return { kind: 'leaf' };
    // Google's own types have forms of their own in JSON.
    if (message.typeName.startsWith('google.protobuf.')) return { kind: 'open' };
    return { kind: 'message', fields: shapeOf(message) };
  };
  return shapeOf;
}
