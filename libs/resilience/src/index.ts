export { LoadShedder, OverloadedError } from './load-shedder.js';
export type { CallPolicy, ClassifiedError, PolicyAttempt, PolicyCall } from './call-policy.js';
export type { LoadShedderOptions } from './load-shedder.js';
