import { gzipSync } from 'node:zlib';
import type { IMessageType } from '@protobuf-ts/runtime';
import { NpcState, RegionSnapshot } from '@bodybroker/contracts-testing';
import { GameTime } from '@bodybroker/contracts-time-manager';
import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { npc, snapshot } from './messages.js';

export interface BodySize {
  readonly message: string;
  readonly jsonBytes: number;
  readonly protobufBytes: number;
  readonly jsonGzipBytes: number;
  readonly protobufGzipBytes: number;
}

/** Real messages in JSON and in protobuf. Texts do not shrink; numbers and enums do. */
export function bodySizes(): readonly BodySize[] {
  return [
    sizeOf(
      GameTime,
      GameTime.create({
        worldId: 'main',
        gms: 1_234_567_890n,
        realMs: 1_795_233_861_356n,
        scale: 60,
        year: 1,
        month: 3,
        day: 14,
        hour: 6,
        minute: 56,
        weekday: 3,
        season: 2,
        phase: 2,
        moon: 4,
        dayNumber: 14n,
        version: 7n,
      }),
    ),
    sizeOf(
      LlmStreamChunk,
      LlmStreamChunk.create({
        streamId: 'gen_01J9ZK3V7Q8W2M4N6P0R5T1X3Y',
        sequence: 17n,
        chunk: { oneofKind: 'delta', delta: { text: 'ledger ' } },
      }),
    ),
    sizeOf(NpcState, npc),
    sizeOf(RegionSnapshot, snapshot),
  ];
}

function sizeOf<T extends object>(type: IMessageType<T>, message: T): BodySize {
  const json = Buffer.from(type.toJsonString(message));
  const protobuf = type.toBinary(message);
  return {
    message: type.typeName,
    jsonBytes: json.length,
    protobufBytes: protobuf.length,
    jsonGzipBytes: gzipSync(json).length,
    protobufGzipBytes: gzipSync(protobuf).length,
  };
}
