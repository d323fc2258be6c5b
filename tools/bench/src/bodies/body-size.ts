import { gzipSync } from 'node:zlib';
import type { IMessageType } from '@protobuf-ts/runtime';

export interface BodySize {
  readonly message: string;
  /** Snapshots, changes and frames of streams: what makes up most of what is sent. */
  readonly isLargeOrFrequent: boolean;
  /** Most of it is words or names for people, which are as long in protobuf as in JSON. */
  readonly isTextByNature: boolean;
  readonly jsonBytes: number;
  readonly protobufBytes: number;
  readonly jsonGzipBytes: number;
  readonly protobufGzipBytes: number;
}

export interface BodyOptions {
  readonly label?: string;
  readonly isLargeOrFrequent: boolean;
  /** Default: false. */
  readonly isTextByNature?: boolean;
}

/** A message in JSON and in protobuf, plain and compressed. */
export function bodySize<T extends object>(type: IMessageType<T>, message: T, options: BodyOptions): BodySize {
  const json = Buffer.from(type.toJsonString(message));
  const protobuf = type.toBinary(message);
  const name = type.typeName.split('.').at(-1) ?? type.typeName;
  const { label, isLargeOrFrequent, isTextByNature = false } = options;
  return {
    message: [name, label, isTextByNature ? 'text by nature' : undefined]
      .filter((part) => part !== undefined)
      .join(', '),
    isLargeOrFrequent,
    isTextByNature,
    jsonBytes: json.length,
    protobufBytes: protobuf.length,
    jsonGzipBytes: gzipSync(json).length,
    protobufGzipBytes: gzipSync(protobuf).length,
  };
}
