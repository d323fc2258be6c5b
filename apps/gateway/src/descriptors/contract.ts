import { createFileRegistry, fromBinary, type FileRegistry } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { BadContractError } from './bad-contract-error.js';
import { gatewayMethod, type GatewayMethod } from './gateway-method.js';

/** What a service says of itself, understood. */
export interface Contract {
  /** As in subjects, such as `time-manager`. */
  readonly service: string;
  /** Semantic version of the service that put it there. */
  readonly version: string;
  readonly descriptorHash: string;
  readonly methods: readonly GatewayMethod[];
  readonly registry: FileRegistry;
}

const SERVICE_NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;
const MAX_METHODS = 500;

/**
 * Reads an entry of the KV bucket `contracts`: JSON `{service, version, descriptorHash, descriptorSet}`, the set in base64.
 * @param key the entry's key, the name of the service
 * @throws BadContractError
 */
export function readContract(key: string, value: Uint8Array): Contract {
  const { version, descriptorHash, descriptorSet } = parseEntry(key, value);
  const registry = readRegistry(descriptorSet);
  const domain = key.replaceAll('-', '_');
  const methods = [...registry]
    .flatMap((type) => (type.kind === 'service' && isOf(domain, type.file.proto.package) ? type.methods : []))
    .map((method) => gatewayMethod(key, method, registry));
  if (methods.length === 0)
    throw new BadContractError('NO_SERVICE', `no proto service in a package <…>.${domain}.v<n>`);
  if (methods.length > MAX_METHODS) throw new BadContractError('TOO_MANY_METHODS', `more than ${MAX_METHODS} methods`);
  return { service: key, version, descriptorHash, methods, registry };
}

interface Entry {
  readonly version: string;
  readonly descriptorHash: string;
  readonly descriptorSet: string;
}

function parseEntry(key: string, value: Uint8Array): Entry {
  let entry: Partial<Record<string, unknown>>;
  try {
    entry = Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value)));
  } catch (error) {
    throw new BadContractError('NOT_JSON', 'the entry is not JSON', error);
  }
  const { service, version, descriptorHash, descriptorSet } = entry;
  if (service !== key || !SERVICE_NAME.test(key)) {
    throw new BadContractError('BAD_NAME', `the entry names itself ${JSON.stringify(service)}`);
  }
  if (typeof version !== 'string' || typeof descriptorHash !== 'string' || typeof descriptorSet !== 'string') {
    throw new BadContractError('MISSING_FIELD', 'version, descriptorHash and descriptorSet must be texts');
  }
  return { version, descriptorHash, descriptorSet };
}

function readRegistry(base64: string): FileRegistry {
  try {
    return createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(base64, 'base64')));
  } catch (error) {
    throw new BadContractError('BAD_DESCRIPTOR_SET', 'the descriptor set cannot be read', error);
  }
}

/** Whether a proto package belongs to a domain: `bodybroker.time_manager.v1` to `time_manager`. */
function isOf(domain: string, protoPackage: string): boolean {
  return protoPackage.split('.').at(-2) === domain;
}
