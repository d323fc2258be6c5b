export { FaultBus } from './fault-bus.js';
export { recordEvents } from './record-events.js';
export { ManualClock } from './manual-clock.js';
export { startHarness } from './service-harness.js';
export type { CallerIdentity, HarnessOptions, ServiceHarness } from './service-harness.js';
export type { FaultBusOptions } from './fault-bus.js';
export type { Fault, FaultRule } from './fault-rule.js';
export type { EventRecord, RecordedEvent } from './record-events.js';
