import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { LastTold } from '@bodybroker/storage';
import { SERVER_MODES, type ServerMode } from '../domain/server-mode.js';

/** The whole server shall do less, or may do more again. */
export const onModeChanged = (known: LastTold<ServerMode>): Subscriber =>
  subscriber({
    event: ServerModeChanged,
    durable: 'npc-behavior-mode',
    filterSubject: 'sys.perf.mode_changed.*',
    key: () => 'server',
    handle: async ({ mode: level }, { event }) => {
      const mode = SERVER_MODES.find((name) => ServerModeLevel[name] === level);
      if (mode !== undefined) await known.tell(mode, Number(event.occurredAtMs));
    },
  });
