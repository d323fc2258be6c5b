export { ManualClock } from './manual-clock.js';
export { startHarness } from './service-harness.js';
export type { CallerIdentity, HarnessOptions, ServiceHarness } from './service-harness.js';
