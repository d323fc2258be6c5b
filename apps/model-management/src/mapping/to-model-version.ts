import {
  ModelTask,
  ProviderKind,
  VersionStatus,
  type ModelVersion as WireVersion,
} from '@bodybroker/contracts-model-management';
import type { Actor } from '@bodybroker/nats-sdk';
import { modelRefOf, type ModelVersion } from '../domain/model-version.js';
import type { Stored } from '../storage/registry-records.js';

/** A version as the contract says it. Where a provider is and how its key is called is for services and admins only. */
export function toModelVersion({ value: model, version }: Stored<ModelVersion>, reader: Actor): WireVersion {
  const isInsider = reader.kind === 'service' || reader.kind === 'admin';
  const { kind, baseUrl, remoteModel, secretEnv } = model.provider;
  return {
    name: model.name,
    number: model.number,
    modelRef: modelRefOf(model),
    task: ModelTask[model.task],
    status: VersionStatus[model.status],
    statusReason: model.statusReason,
    provider: {
      kind: ProviderKind[kind],
      baseUrl: isInsider ? baseUrl : '',
      remoteModel: isInsider ? remoteModel : '',
      secretEnv: isInsider ? secretEnv : '',
    },
    limits: { ...model.limits },
    price: {
      inputMicrosPerMtok: BigInt(model.price.inputMicrosPerMtok),
      outputMicrosPerMtok: BigInt(model.price.outputMicrosPerMtok),
    },
    capabilities: [...model.capabilities],
    artifactDigest: model.artifactDigest,
    evaluations: model.evaluations.map(({ suite, metrics, recordedMs }) => ({
      suite,
      metrics: { ...metrics },
      recordedMs: BigInt(recordedMs),
    })),
    createdMs: BigInt(model.createdMs),
    updatedMs: BigInt(model.updatedMs),
    version,
  };
}
