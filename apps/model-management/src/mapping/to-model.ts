import { ModelTask, type Model as WireModel } from '@bodybroker/contracts-model-management';
import type { Model } from '../domain/model.js';
import type { Stored } from '../storage/registry-records.js';

/** A model as the contract says it. */
export function toModel({ value: model, version }: Stored<Model>): WireModel {
  return {
    name: model.name,
    task: ModelTask[model.task],
    description: model.description,
    tags: [...model.tags],
    aliases: { ...model.aliases },
    latestNumber: model.latestNumber,
    archived: model.isArchived,
    createdMs: BigInt(model.createdMs),
    updatedMs: BigInt(model.updatedMs),
    version,
  };
}
