export { FaultBus } from './fault-bus.js';
export { createTestBroker, streamOf } from './test-broker.js';
export { publishedEvents } from './published-events.js';
export { ManualClock } from './manual-clock.js';
export { startHarness } from './service-harness.js';
export type { CallerIdentity, HarnessOptions, ServiceHarness } from './service-harness.js';
export type { FaultBusOptions } from './fault-bus.js';
export type { Fault, FaultRule } from './fault-rule.js';
export type { PublishedEvent } from './published-events.js';
