import { ServerModeChanged, ServerModeLevel } from '@bodybroker/contracts-performance-mode';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import { enumName } from '@bodybroker/service-kit';
import type { ServerMode } from '../domain/choose-targets.js';
import type { ServerModes } from '../storage/server-modes.js';

const MODES: readonly ServerMode[] = ['NORMAL', 'ECONOMY', 'EMERGENCY'];

/** The whole server shall do less, or may do more again. */
export const onModeChanged = (modes: ServerModes): Subscriber =>
  subscriber({
    event: ServerModeChanged,
    durable: 'ai-integration-mode',
    filterSubject: 'sys.perf.mode_changed.*',
    // One after another, whatever they are about.
    key: () => 'server',
    handle: ({ mode }, { event }) =>
      modes.tell(enumName(ServerModeLevel, mode, MODES, 'mode'), Number(event.occurredAtMs)),
  });
