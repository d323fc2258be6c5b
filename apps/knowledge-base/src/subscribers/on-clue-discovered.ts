import { ClueDiscovered } from '@bodybroker/contracts-environmental-narrative';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { revealAll } from './reveal-all.js';

/** A clue reveals the documents that say `clue:<clue_id>` or `scene:<scene_id>`. */
export const onClueDiscovered = (deps: Deps): Subscriber =>
  subscriber({
    event: ClueDiscovered,
    durable: 'knowledge-base-clues',
    filterSubject: 'narr.scene.clue_discovered.*',
    handle: ({ playerId, clueId, sceneId }, { signal }) =>
      revealAll(deps, playerId, [`clue:${clueId}`, `scene:${sceneId}`], signal),
  });
