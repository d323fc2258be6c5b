import { ModelTask } from '@bodybroker/contracts-model-management';
import { pageOf, readPage } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { MODEL_TASKS } from '../domain/model.js';
import { toModel } from '../mapping/to-model.js';

/** Models by name, without archived ones. */
export const listModels =
  ({ registry }: Deps): ModelHandler<'listModels'> =>
  (request) => {
    const { task, tag } = request;
    const wanted = task === ModelTask.UNSPECIFIED ? undefined : enumName(ModelTask, task, MODEL_TASKS, 'task');
    const models = registry.mirror
      .models()
      .filter(({ value }) => !value.isArchived && (wanted === undefined || value.task === wanted))
      .filter(({ value }) => tag === '' || value.tags.includes(tag));
    const { rows, nextPageToken } = pageOf(models, readPage(request, [task, tag]), ({ value }) => value.name);
    return Promise.resolve({ models: rows.map(toModel), nextPageToken });
  };
