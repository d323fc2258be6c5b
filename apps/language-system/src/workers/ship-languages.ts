import { isDomainError } from '@bodybroker/domain';
import type { HealthCheck, Worker } from '@bodybroker/service-kit';
import type { Language } from '../domain/language.js';
import type { Tongues } from '../storage/tongues.js';

/** Makes the languages that come with the service, those that are not there; the service is not ready before. */
export function shipLanguages(
  tongues: Tongues,
  languages: readonly Language[],
): { readonly worker: Worker; readonly healthCheck: HealthCheck } {
  let isShipped = false;
  return {
    worker: {
      name: 'ship-languages',
      run: async (signal) => {
        for (const language of languages) await ship(tongues, language);
        isShipped = true;
        await stopped(signal);
      },
    },
    healthCheck: {
      name: 'languages',
      check: () => (isShipped ? Promise.resolve() : Promise.reject(new Error('not made yet'))),
    },
  };
}

async function ship(tongues: Tongues, language: Language): Promise<void> {
  if ((await tongues.get(language.id)) !== undefined) return;
  try {
    await tongues.create(language);
  } catch (error) {
    // Another replica was quicker.
    if (!isDomainError(error) || error.code !== 'ALREADY_EXISTS') throw error;
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
