import { Arc as WireArc, Beat as WireBeat } from '@bodybroker/contracts-story-teller';
import { messageValidator } from '@bodybroker/nats-sdk';
import type { JsonValue } from '@protobuf-ts/runtime';
import type { Arc } from '../domain/arc.js';
import type { Beat } from '../domain/beat.js';
import { fromArc } from './from-arc.js';
import { fromBeat } from './from-beat.js';

const checkArcFields = messageValidator(WireArc);
const checkBeatFields = messageValidator(WireBeat);
const strictly = { ignoreUnknownFields: false };

/** Reads an arc written as proto3 JSON. @throws Error naming the field that is unknown or does not fit */
export function readArc(json: unknown): Arc {
  const message = WireArc.fromJson(json as JsonValue, strictly);
  checkArcFields(message);
  return fromArc(message);
}

/** Reads a beat written as proto3 JSON; names of enums need no prefix. @throws as {@link readArc} */
export function readBeat(json: unknown): Beat {
  const message = WireBeat.fromJson(json as JsonValue, strictly);
  checkBeatFields(message);
  return fromBeat(message);
}
