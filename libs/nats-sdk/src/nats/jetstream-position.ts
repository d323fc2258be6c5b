import type { StartPosition } from '../events/event-log.js';

/** Consumer settings for where to start. */
export function toDeliverPolicy(start: StartPosition): Readonly<Record<string, unknown>> {
  switch (start.from) {
    case 'new':
      return { deliver_policy: 'new' };
    case 'all':
      return { deliver_policy: 'all' };
    case 'sequence':
      return { deliver_policy: 'by_start_sequence', opt_start_seq: start.sequence };
    case 'time':
      return { deliver_policy: 'by_start_time', opt_start_time: new Date(start.timeMs).toISOString() };
  }
}

/** The reverse of {@link toDeliverPolicy}. */
export function fromDeliverPolicy(config: {
  readonly deliver_policy?: string;
  readonly opt_start_seq?: number;
  readonly opt_start_time?: string;
}): StartPosition {
  switch (config.deliver_policy) {
    case 'new':
      return { from: 'new' };
    case 'by_start_sequence':
      return { from: 'sequence', sequence: config.opt_start_seq ?? 1 };
    case 'by_start_time':
      return { from: 'time', timeMs: Date.parse(config.opt_start_time ?? '') };
    default:
      return { from: 'all' };
  }
}
