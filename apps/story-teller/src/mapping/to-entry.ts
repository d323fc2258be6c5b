import { ChronicleEntry as WireEntry } from '@bodybroker/contracts-story-teller';
import type { ChronicleEntry } from '../domain/chronicle.js';

export function toEntry({ gms, text, refs, type }: ChronicleEntry): WireEntry {
  return WireEntry.create({ gms: BigInt(Math.round(gms)), text, refs: [...refs], type });
}
