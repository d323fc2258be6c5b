import type { Worker } from '@bodybroker/service-kit';
import type { Deps } from '../deps.js';

/** Keep up with the types of events that services declare and admins register. */
export function typeFollowers({ types }: Pick<Deps, 'types'>): readonly Worker[] {
  return [
    { name: 'follow contracts', run: (signal) => types.followContracts(signal) },
    { name: 'follow registered event types', run: (signal) => types.followRegistered(signal) },
  ];
}
