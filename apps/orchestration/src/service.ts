import { OrchestrationService, contract, type IOrchestrationService } from '@bodybroker/contracts-orchestration';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { getNote } from './handlers/get-note.js';
import { setNote } from './handlers/set-note.js';
import { Notes } from './storage/notes.js';

/** Say here what the service is for. */
export const service = defineService({
  name: 'orchestration',
  contract,
  config,
  build: ({ store, random, clock }) => {
    const deps: Deps = { notes: new Notes(store, random), clock };
    return {
      implementations: [
        implement<IOrchestrationService>(OrchestrationService, {
          getNote: getNote(deps),
          setNote: setNote(deps),
        }),
      ],
    };
  },
});
