import type { Place } from '../storage/registry.js';

/** The environment that is meant when none is named. */
export const DEFAULT_ENVIRONMENT = 'prod';

/** Where a request wants something done. */
export function placeOfRequest({ environment, name }: Place): Place {
  return { environment: environment === '' ? DEFAULT_ENVIRONMENT : environment, name };
}
