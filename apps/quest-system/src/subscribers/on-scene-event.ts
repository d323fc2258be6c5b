import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { SCENE_EVENTS } from '../mapping/heard-events.js';
import { applyToPlayer } from './apply-to-player.js';

/** What a player finds in scenes. */
export const onSceneEvent = (deps: Deps): Subscriber =>
  subscriber<object>({
    event: SCENE_EVENTS,
    durable: 'quest-system-scene',
    filterSubject: 'narr.scene.>',
    handle: (payload, { event }) => applyToPlayer(deps, event, payload),
  });
