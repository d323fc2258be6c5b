import { invalidArgument } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { withUpdate } from '../domain/model.js';
import { toModel } from '../mapping/to-model.js';

/** Changes the description and tags of a model. */
export const updateModel =
  ({ registry, clock }: Deps): ModelHandler<'updateModel'> =>
  async ({ model: update, updateMask, expectedVersion }) => {
    if (update === undefined) throw invalidArgument('model', 'is needed');
    const changed = await registry.changeModel(
      update.name,
      (model) => ({ ...withUpdate(model, update, updateMask?.paths ?? []), updatedMs: clock.now() }),
      expectedVersion,
    );
    return toModel(changed);
  };
