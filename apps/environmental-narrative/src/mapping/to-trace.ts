import { TraceKind, type Trace as TraceMessage } from '@bodybroker/contracts-environmental-narrative';
import type { Trace } from '../domain/trace.js';

/** @param strength what is left of it */
export function toTrace(
  locationId: string,
  { id, kind, by, strength: initialStrength, leftGms }: Trace,
  strength: number,
): TraceMessage {
  return { id, locationId, kind: TraceKind[kind], by, strength, initialStrength, leftGms: BigInt(leftGms) };
}
