import { ModelTask } from '@bodybroker/contracts-model-management';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { MODEL_TASKS } from '../domain/model.js';
import { toModel } from '../mapping/to-model.js';

/** Makes a model, without versions. */
export const createModel =
  ({ registry, clock }: Deps): ModelHandler<'createModel'> =>
  async ({ name, task, description, tags }) => {
    const nowMs = clock.now();
    const model = await registry.createModel({
      name,
      task: enumName(ModelTask, task, MODEL_TASKS, 'task'),
      description,
      tags,
      aliases: {},
      latestNumber: 0,
      isArchived: false,
      createdMs: nowMs,
      updatedMs: nowMs,
    });
    return toModel(model);
  };
