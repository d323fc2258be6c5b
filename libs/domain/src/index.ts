export {
  DomainError,
  failedPrecondition,
  invalidArgument,
  isDomainError,
  notFound,
  versionConflict,
} from './domain-error.js';
export { draw, drawSequence, pickWeighted } from './draw.js';
export { HOUR_GMS, clockFace, hourAt } from './game-clock.js';
export { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, readPage } from './page.js';
export { cutPage, pageOf } from './page-of.js';
export { MAX_WORLDS, parseWorldIds } from './world-ids.js';
export { KeyedMutex } from './keyed-mutex.js';
export { systemClock } from './clock.js';
export { systemSleep } from './sleep.js';
export type { Clock } from './clock.js';
export type { DomainErrorCode, DomainErrorOptions } from './domain-error.js';
export type { ClockFace } from './game-clock.js';
export type { JsonObject, JsonValue } from './json-value.js';
export type { Page } from './page.js';
export type { PageOf } from './page-of.js';
export type { Sleep } from './sleep.js';
