import { createFileRegistry, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import type { KeyValue } from '@bodybroker/nats-sdk';
import { readAnnouncement } from '@bodybroker/service-kit';

/** Methods of a service: name to whether a call may be sent twice. */
export type Methods = ReadonlyMap<string, { readonly typeName: string; readonly isRepeatable: boolean }>;

/** What services have announced of their methods. */
export class MethodCatalogue {
  readonly #bucket: KeyValue;
  readonly #read = new Map<string, { readonly revision: number; readonly methods: Methods }>();

  constructor(bucket: KeyValue) {
    this.#bucket = bucket;
  }

  /** Undefined for a service that has announced nothing. */
  async methods(service: string): Promise<Methods | undefined> {
    const entry = await this.#bucket.get(service);
    const announcement = entry && readAnnouncement(entry.value);
    if (entry === undefined || announcement === undefined) return undefined;
    const known = this.#read.get(service);
    if (known?.revision === entry.revision) return known.methods;
    const set = fromBinary(FileDescriptorSetSchema, Buffer.from(announcement.descriptorSet, 'base64'));
    const own = `bodybroker.${service.replaceAll('-', '_')}.`;
    const methods: Methods = new Map(
      [...createFileRegistry(set)].flatMap((entry) =>
        entry.kind === 'service' && entry.typeName.startsWith(own)
          ? entry.methods.map(({ name, idempotency }) => [
              name,
              {
                typeName: entry.typeName,
                isRepeatable: idempotency !== MethodOptions_IdempotencyLevel.IDEMPOTENCY_UNKNOWN,
              },
            ])
          : [],
      ),
    );
    this.#read.set(service, { revision: entry.revision, methods });
    return methods;
  }
}
