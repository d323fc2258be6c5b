import type { Deps, ModelHandler } from '../deps.js';
import { withoutAlias } from '../domain/model.js';
import { toModel } from '../mapping/to-model.js';

/** Takes an alias away. */
export const deleteAlias =
  ({ registry, clock }: Deps): ModelHandler<'deleteAlias'> =>
  async ({ name, alias, expectedVersion }) => {
    const changed = await registry.changeModel(
      name,
      (model) => ({ ...withoutAlias(model, alias), updatedMs: clock.now() }),
      expectedVersion,
    );
    return toModel(changed);
  };
