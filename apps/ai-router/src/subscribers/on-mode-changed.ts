import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { LastTold } from '@bodybroker/storage';
import type { ServerMode } from '../domain/candidate.js';

const MODES: readonly ServerMode[] = ['NORMAL', 'ECONOMY', 'EMERGENCY'];

/** The whole server shall do less, or may do more again. */
export const onModeChanged = (known: LastTold<ServerMode>): Subscriber =>
  subscriber({
    event: ServerModeChanged,
    durable: 'ai-router-mode',
    filterSubject: 'sys.perf.mode_changed.*',
    // One after another, whatever they are about.
    key: () => 'server',
    handle: ({ mode }, { event }) =>
      known.tell(enumName(ServerModeLevel, mode, MODES, 'mode'), Number(event.occurredAtMs)),
  });
