import type { Bus } from '../../bus/bus.js';
import { MemoryEventLog, type MemoryEventLogOptions } from './memory-event-log.js';

/**
 * An event log joined to a message bus, as in a server: advisories are published on the bus, and what is published to
 * `$JS.ACK.>` there answers deliveries.
 */
export function createMemoryEventLog(bus: Bus, options: Omit<MemoryEventLogOptions, 'onAdvisory'>): MemoryEventLog {
  const log = new MemoryEventLog({
    ...options,
    onAdvisory: (subject, data) => {
      if (bus.state === 'connected') bus.publish(subject, data);
    },
  });
  bus.subscribe('$JS.ACK.>', ({ subject, data, reply }) => {
    log.answer(subject, new TextDecoder().decode(data));
    if (reply !== undefined) bus.publish(reply, new Uint8Array());
  });
  return log;
}
