import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';

/** Keeps the definitions as the bucket has them. */
export function definitionFollower({ definitions }: Deps): Worker {
  return { name: 'definition-follower', run: (signal) => definitions.follow(signal) };
}
