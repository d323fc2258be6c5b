import type { Caller } from '../domain/caller.js';
import type { GenerateRequest } from '../domain/generation.js';

/** Whether an earlier answer may be given again; ONLY takes nothing else. */
export const CACHE_MODES = ['DEFAULT', 'BYPASS', 'ONLY'] as const;
export type CacheMode = (typeof CACHE_MODES)[number];

/** What somebody wants generated. */
export interface Ask {
  readonly request: GenerateRequest;
  readonly caller: Caller;
  readonly decisionId: string;
  readonly cacheMode: CacheMode;
}
