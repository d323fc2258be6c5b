import { ModelTask, ProviderKind, VersionReady } from '@bodybroker/contracts-model-management';
import type { Clock } from '@bodybroker/domain';
import { createEvent, type OutgoingEvent } from '@bodybroker/nats-sdk';
import { modelRefOf, type ModelVersion } from '../domain/model-version.js';
import type { Stored } from '../storage/registry-records.js';

/** What to tell of a version's record: that it may be deployed, where this very write made it so. */
export function versionReady({ value: model, version }: Stored<ModelVersion>, clock: Clock): readonly OutgoingEvent[] {
  if (!model.isNewlyReady) return [];
  const { name, number, task, provider, capabilities, limits } = model;
  const payload = {
    name,
    number,
    modelRef: modelRefOf(model),
    task: ModelTask[task],
    providerKind: ProviderKind[provider.kind],
    capabilities: [...capabilities],
    limits: { ...limits },
  };
  const about = { source: 'model-management', clock, entityId: modelRefOf(model), entityVersion: version };
  return [createEvent(VersionReady, payload, about)];
}
