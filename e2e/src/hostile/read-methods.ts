import {
  createFileRegistry,
  fromBinary,
  getExtension,
  hasExtension,
  toJson,
  type DescField,
  type DescMethod,
  type FileRegistry,
  type JsonObject,
  type JsonValue,
} from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { connect } from 'nats';
import { stockOptions } from '../connect-as.js';
import type { NatsAccess } from '../nats-access.js';
import type { TargetMethod, TargetRoute } from './target-method.js';

/** What options.proto says of `timeout_ms`. */
const DEFAULT_TIMEOUT_MS = 5_000;
const VERBS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Every rpc that the running services have announced, by service and as their contracts order them.
 * @param access where the KV bucket `contracts` is
 */
export async function readMethods(access: NatsAccess): Promise<ReadonlyMap<string, readonly TargetMethod[]>> {
  const connection = await connect(stockOptions('operator', access));
  try {
    const bucket = await connection.jetstream().views.kv('contracts', { bindOnly: true });
    const services: string[] = [];
    for await (const key of await bucket.keys()) services.push(key);
    const methods = new Map<string, readonly TargetMethod[]>();
    for (const service of services.sort()) {
      const entry = await bucket.get(service);
      if (entry !== null) methods.set(service, methodsOf(service, entry.json<{ readonly descriptorSet: string }>()));
    }
    return methods;
  } finally {
    await connection.close();
  }
}

function methodsOf(service: string, entry: { readonly descriptorSet: string }): readonly TargetMethod[] {
  const set = fromBinary(FileDescriptorSetSchema, Buffer.from(entry.descriptorSet, 'base64'));
  const registry = createFileRegistry(set);
  const domain = service.replaceAll('-', '_');
  return [...registry].flatMap((type) =>
    type.kind === 'service' && type.file.proto.package.split('.').at(-2) === domain
      ? type.methods.map((method) => methodOf(service, method, registry))
      : [],
  );
}

function methodOf(service: string, method: DescMethod, registry: FileRegistry): TargetMethod {
  const options = optionOf(method, 'bodybroker.options.v1.method', registry);
  return {
    service,
    name: method.name,
    procedure: `/${method.parent.typeName}/${method.name}`,
    streams: method.methodKind === 'unary' ? 'no' : method.methodKind === 'server_streaming' ? 'answers' : 'requests',
    access: String(options['access'] ?? 'ACCESS_UNSPECIFIED'),
    takesIdempotencyKey: options['idempotencyKey'] !== undefined,
    timeoutMs: Number(options['timeoutMs'] ?? 0) || DEFAULT_TIMEOUT_MS,
    input: method.input,
    registry,
    route: routeOf(optionOf(method, 'google.api.http', registry)),
  };
}

function routeOf(rule: JsonObject): TargetRoute | undefined {
  const verb = VERBS.find((name) => rule[name] !== undefined);
  if (verb === undefined) return undefined;
  return { verb: verb.toUpperCase(), template: String(rule[verb]), body: String(rule['body'] ?? '') };
}

/** The rules of a field (`bodybroker.options.v1.field`) as proto3 JSON; empty when it has none. */
export function fieldRules(field: DescField, registry: FileRegistry): JsonObject {
  return optionOf(field, 'bodybroker.options.v1.field', registry);
}

function optionOf(descriptor: DescMethod | DescField, name: string, registry: FileRegistry): JsonObject {
  const extension = registry.getExtension(name);
  const { options } = descriptor.proto;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) return {};
  const value: JsonValue = toJson(extension.message, getExtension(options, extension) as never, { registry });
  return value as JsonObject;
}
