import type { Subscriber } from '@bodybroker/nats-sdk';
import { readServerMode } from '../mapping/read-server-mode.js';
import type { ServerModes } from '../storage/server-modes.js';

const TYPE = 'sys.perf.mode_changed';

/** The whole server shall do less, or may do more again. */
export function onModeChanged(modes: ServerModes): Subscriber {
  return {
    durable: 'ai-integration-mode',
    filterSubject: `${TYPE}.*`,
    stream: undefined,
    types: [TYPE],
    // One after another, whatever they are about.
    key: () => 'server',
    prepare: (event) => {
      if (event.type !== TYPE) return undefined;
      const mode = readServerMode(event);
      return () => modes.tell(mode, Number(event.occurredAtMs));
    },
  };
}
