import type { Deps, ModelHandler } from '../deps.js';
import { toModelVersion } from '../mapping/to-model-version.js';

/** One version. */
export const getVersion =
  ({ registry }: Deps): ModelHandler<'getVersion'> =>
  async ({ name, number }, { actor }) =>
    toModelVersion(await registry.version(name, number), actor);
