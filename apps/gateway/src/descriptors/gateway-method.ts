import {
  getExtension,
  hasExtension,
  toBinary,
  type DescMessage,
  type DescMethod,
  type Registry,
} from '@bufbuild/protobuf';
import { MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { compiledMessage, type CompiledMessage } from '@bodybroker/codecs';
import { MethodOptions } from '@bodybroker/contracts-options';
import { shapeOfDescriptor } from '../transcoding/shape-of-descriptor.js';
import { httpRulesOf, type HttpRule } from './http-rule.js';
import { resultShapeOf, type ResultShape } from './result-shape.js';

/** Default deadline of a unary method, in milliseconds; see options.proto, `timeout_ms`. */
export const DEFAULT_TIMEOUT_MS = 5000;

/** One rpc as the gateway serves it: everything that can be known before a request comes in. */
export interface GatewayMethod {
  /** As in subjects, such as `time-manager`. */
  readonly service: string;
  /** Full proto name of the service, such as `bodybroker.time_manager.v1.TimeManagerService`. */
  readonly typeName: string;
  /** Proto name, such as `GetTime`. */
  readonly name: string;
  /** NATS subject. */
  readonly subject: string;
  readonly kind: DescMethod['methodKind'];
  readonly descriptor: DescMethod;
  readonly input: DescMessage;
  readonly output: DescMessage;
  readonly result: ResultShape | undefined;
  /** JSON to bytes, for what is common; compiled at the first call. */
  readonly inputCodec: CompiledMessage;
  /** Bytes to JSON likewise, of the whole response. */
  readonly outputCodec: CompiledMessage;
  /** The same of its payload; undefined: there are several kinds of it. */
  readonly payloadCodec: CompiledMessage | undefined;
  readonly options: MethodOptions;
  readonly idempotency: 'no-side-effects' | 'idempotent' | 'unknown';
  /** Deadline in milliseconds; undefined: none. */
  readonly timeoutMs: number | undefined;
  readonly httpRules: readonly HttpRule[];
  /** All types the method's contract knows, for google.protobuf.Any. */
  readonly registry: Registry;
}

/** Reads a method of a contract. */
export function gatewayMethod(service: string, descriptor: DescMethod, registry: Registry): GatewayMethod {
  const options = methodOptionsOf(descriptor, registry);
  const result = resultShapeOf(descriptor.output);
  const payload = result === undefined ? descriptor.output : result.payload?.message;
  const streams = descriptor.methodKind !== 'unary';
  return {
    service,
    typeName: descriptor.parent.typeName,
    name: descriptor.name,
    subject: options.subject || `svc.${service}.${versionOf(descriptor)}.${snakeCase(descriptor.name)}`,
    kind: descriptor.methodKind,
    descriptor,
    input: descriptor.input,
    output: descriptor.output,
    result,
    inputCodec: compiledMessage(shapeOfDescriptor(descriptor.input)),
    outputCodec: compiledMessage(shapeOfDescriptor(descriptor.output)),
    payloadCodec: payload === undefined ? undefined : compiledMessage(shapeOfDescriptor(payload)),
    options,
    idempotency: idempotencyOf(descriptor),
    timeoutMs: options.timeoutMs || (streams ? undefined : DEFAULT_TIMEOUT_MS),
    httpRules: httpRulesOf(descriptor, registry),
    registry,
  };
}

function methodOptionsOf(method: DescMethod, registry: Registry): MethodOptions {
  const extension = registry.getExtension('bodybroker.options.v1.method');
  const options = method.proto.options;
  if (extension?.message === undefined || options === undefined || !hasExtension(options, extension)) {
    return MethodOptions.create();
  }
  return MethodOptions.fromBinary(toBinary(extension.message, getExtension(options, extension) as never));
}

function idempotencyOf({ idempotency }: DescMethod): GatewayMethod['idempotency'] {
  if (idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS) return 'no-side-effects';
  return idempotency === MethodOptions_IdempotencyLevel.IDEMPOTENT ? 'idempotent' : 'unknown';
}

function versionOf(method: DescMethod): string {
  return method.parent.file.proto.package.split('.').at(-1) ?? 'v1';
}

/** `GetTimeOfDay` -> `get_time_of_day`, as in subjects. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
