import type { Deps, ModelHandler } from '../deps.js';
import { toModel } from '../mapping/to-model.js';

/** The model of a name. */
export const getModel =
  ({ registry }: Deps): ModelHandler<'getModel'> =>
  async ({ name }) =>
    toModel(await registry.model(name));
