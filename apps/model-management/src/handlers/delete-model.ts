import { failedPrecondition } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { hasLive } from '../domain/rollout.js';
import { toModel } from '../mapping/to-model.js';

/** Archives a model that serves nowhere. */
export const deleteModel =
  ({ registry, clock }: Deps): ModelHandler<'deleteModel'> =>
  async ({ name, expectedVersion }) => {
    const archived = await registry.changeModel(
      name,
      (model) => {
        const serving = registry.mirror.rollouts().find(({ value }) => value.name === name && hasLive(value));
        if (serving === undefined) return { ...model, isArchived: true, updatedMs: clock.now() };
        const { environment } = serving.value;
        throw failedPrecondition('MODEL_DEPLOYED', `"${name}" is deployed in ${environment}`, { environment });
      },
      expectedVersion,
    );
    return toModel(archived);
  };
