import { gzipSync } from 'node:zlib';
import type { IMessageType } from '@protobuf-ts/runtime';

export interface BodySize {
  readonly message: string;
  /** Snapshots, changes and frames of streams: what makes up most of what is sent. */
  readonly isLargeOrFrequent: boolean;
  readonly jsonBytes: number;
  readonly protobufBytes: number;
  readonly jsonGzipBytes: number;
  readonly protobufGzipBytes: number;
}

/** A message in JSON and in protobuf, plain and compressed. */
export function bodySize<T extends object>(
  type: IMessageType<T>,
  message: T,
  options: { readonly label?: string; readonly isLargeOrFrequent: boolean },
): BodySize {
  const json = Buffer.from(type.toJsonString(message));
  const protobuf = type.toBinary(message);
  const name = type.typeName.split('.').at(-1) ?? type.typeName;
  return {
    message: options.label === undefined ? name : `${name}, ${options.label}`,
    isLargeOrFrequent: options.isLargeOrFrequent,
    jsonBytes: json.length,
    protobufBytes: protobuf.length,
    jsonGzipBytes: gzipSync(json).length,
    protobufGzipBytes: gzipSync(protobuf).length,
  };
}
