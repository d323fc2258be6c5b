import { isRpcError, type KeyValue } from '@bodybroker/nats-sdk';
import type { Contract } from './service-definition.js';

/** The KV bucket the gateway learns services from. */
export const CONTRACTS_BUCKET = 'contracts';

/** The value of key `<service>` in the bucket `contracts`, as JSON. */
export interface ContractAnnouncement {
  readonly service: string;
  /** Semantic version of the service that announced it. */
  readonly version: string;
  readonly descriptorHash: string;
  /** google.protobuf.FileDescriptorSet with all imports, base64. */
  readonly descriptorSet: string;
}

/**
 * Puts a service's descriptors where the gateway finds them, unless they are there already or those of a newer version
 * are: during a roll-out the newer one wins.
 */
export async function announceContract(
  bucket: KeyValue,
  service: { readonly name: string; readonly version: string; readonly contract: Contract },
): Promise<'announced' | 'unchanged' | 'newer-is-there'> {
  const announcement: ContractAnnouncement = {
    service: service.name,
    version: service.version,
    descriptorHash: service.contract.descriptorHash,
    descriptorSet: Buffer.from(service.contract.descriptorSet()).toString('base64'),
  };
  const value = Buffer.from(JSON.stringify(announcement));
  for (;;) {
    const current = await bucket.get(service.name);
    const there = current === undefined ? undefined : readAnnouncement(current.value);
    if (there !== undefined) {
      const order = compareVersions(there.version, service.version);
      if (order > 0) return 'newer-is-there';
      if (order === 0 && there.descriptorHash === announcement.descriptorHash) return 'unchanged';
    }
    try {
      await bucket.update(service.name, value, current?.revision ?? 0);
      return 'announced';
    } catch (error) {
      // Another instance was faster: look again.
      if (!isRpcError(error) || error.code !== 'VERSION_CONFLICT') throw error;
    }
  }
}

/** Reads a value of the bucket; undefined when it is not an announcement. */
export function readAnnouncement(value: Uint8Array): ContractAnnouncement | undefined {
  try {
    const json = JSON.parse(Buffer.from(value).toString('utf8')) as Partial<ContractAnnouncement> | null;
    const texts = [json?.service, json?.version, json?.descriptorHash, json?.descriptorSet];
    return texts.every((text) => typeof text === 'string') ? (json as ContractAnnouncement) : undefined;
  } catch {
    return undefined;
  }
}

/** Orders `major.minor.patch`; pre-releases count as their release. Negative when `a` is older. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('-', 1).join('').split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
