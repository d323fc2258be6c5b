import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import { SERVER_MODES } from '../domain/server-mode.js';
import type { ServerModes } from '../storage/server-modes.js';

/** The whole server shall do less, or may do more again. */
export const onModeChanged = (modes: ServerModes): Subscriber =>
  subscriber({
    event: ServerModeChanged,
    durable: 'npc-behavior-mode',
    filterSubject: 'sys.perf.mode_changed.*',
    key: () => 'server',
    handle: async ({ mode: level }, { event }) => {
      const mode = SERVER_MODES.find((name) => ServerModeLevel[name] === level);
      if (mode !== undefined) await modes.tell(mode, Number(event.occurredAtMs));
    },
  });
