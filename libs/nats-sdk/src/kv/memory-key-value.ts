import type { MemoryEventLog } from '../events/memory/memory-event-log.js';
import { bucketStream } from '../events/topology/bucket-stream.js';
import { StreamKeyValue } from './stream-key-value.js';

/** A bucket in the memory of this process; it is created when the log's topology does not declare it. */
export class MemoryKeyValue extends StreamKeyValue {
  constructor(log: MemoryEventLog, bucket: string) {
    log.addStream(bucketStream({ name: bucket }));
    super(log, bucket);
  }
}
