import type { Capability as CapabilityMessage } from '@bodybroker/contracts-capability-registry';
import { invalidArgument, type JsonObject } from '@bodybroker/domain';
import { toJsonObject } from '@bodybroker/service-kit';
import type { Capability } from '../domain/subject.js';
import type { Versions } from '../domain/versions.js';
import type { Definitions } from '../storage/definitions.js';

/** Size of the attributes of one capability, as JSON. */
export const MAX_ATTRIBUTE_BYTES = 16 * 1024;

export interface ToCapabilitiesOptions {
  readonly definitions: Pick<Definitions, 'require' | 'checkAttributes'>;
  readonly versions: Versions;
}

/**
 * Reads what a subject says it can do.
 * @throws DomainError NOT_FOUND CAPABILITY; INVALID_ARGUMENT BAD_VERSION, ATTRIBUTES {path, capability}, TOO_LARGE
 */
export function toCapabilities(
  messages: readonly CapabilityMessage[],
  { definitions, versions }: ToCapabilitiesOptions,
): readonly Capability[] {
  return messages.map(({ name, version, attributes: struct }) => {
    definitions.require(name);
    if (!versions.isVersion(version)) {
      throw invalidArgument('capabilities.version', 'must be a semantic version', 'BAD_VERSION', { capability: name });
    }
    const attributes = toJsonObject(struct, 'capabilities.attributes');
    checkSize(name, attributes);
    definitions.checkAttributes(name, attributes);
    return { name, version, attributes };
  });
}

/** @throws DomainError INVALID_ARGUMENT TOO_LARGE */
export function checkSize(capability: string, attributes: JsonObject): void {
  if (Buffer.byteLength(JSON.stringify(attributes)) <= MAX_ATTRIBUTE_BYTES) return;
  throw invalidArgument('attributes', `must be at most ${MAX_ATTRIBUTE_BYTES} bytes of JSON`, 'TOO_LARGE', {
    capability,
  });
}
