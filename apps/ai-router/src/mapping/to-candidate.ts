import type { RouteCandidate } from '@bodybroker/contracts-ai-router';
import type { KeptCandidate } from '../storage/decisions.js';

/** A candidate as the contract says it. */
export function toCandidate({ modelRef, provider, eliminatedBy, detail, scores }: KeptCandidate): RouteCandidate {
  return { modelRef, provider, eliminatedBy, detail, scores: { ...scores } };
}
