import { systemSleep } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import type { SigningKeys } from '../storage/signing-keys.js';

const LOOK_EVERY_MS = 60_000;

/** Makes a new signing key when the newest is old, also while nobody logs in, and the first one before anybody does. */
export function rotateKeys(keys: SigningKeys): Worker {
  return {
    name: 'rotate-keys',
    run: async (signal) => {
      while (!signal.aborted) {
        await keys.signingKey();
        await systemSleep(LOOK_EVERY_MS, signal);
      }
    },
  };
}
