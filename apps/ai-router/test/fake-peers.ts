import {
  CapabilityRegistryService,
  Matches,
  SubjectKind,
  type ICapabilityRegistryService,
} from '@bodybroker/contracts-capability-registry';
import {
  Deployment,
  DeploymentState,
  Model,
  ModelManagementService,
  ModelTask,
  ModelVersion,
  ProviderKind,
  VersionStatus,
  type IModelManagementService,
} from '@bodybroker/contracts-model-management';
import { SettingsService, type ISettingsService } from '@bodybroker/contracts-settings';
import type { MemoryServer } from '@bodybroker/nats-sdk';
import { servePeer, type Peer } from '@bodybroker/testing';

/** A model with one version, as model-management tells of it. */
export interface FakeModel {
  readonly name: string;
  readonly inputMicros?: number;
  readonly outputMicros?: number;
  readonly contextTokens?: number;
  readonly capabilities?: readonly string[];
  readonly isDeployed?: boolean;
  readonly isEmbedded?: boolean;
  readonly quality?: number;
}

/** model-management with these models; the list may be changed. */
export function fakeModels(broker: MemoryServer, models: readonly FakeModel[]): Promise<Peer> {
  return servePeer<IModelManagementService>(broker, ModelManagementService, {
    listModels: async () => ({
      models: models.map(({ name }) => Model.create({ name, task: ModelTask.CHAT })),
      nextPageToken: '',
    }),
    listDeployments: async () => ({
      deployments: models
        .filter(({ isDeployed = true }) => isDeployed)
        .map(({ name }) => Deployment.create({ name, number: 1, state: DeploymentState.ACTIVE, environment: 'prod' })),
      nextPageToken: '',
    }),
    listVersions: async ({ name }) => ({
      modelVersions: models.filter((model) => model.name === name).map(versionOf),
      nextPageToken: '',
    }),
  });
}

function versionOf(model: FakeModel): ModelVersion {
  const { name, inputMicros = 0, outputMicros = 0, contextTokens = 8192, capabilities = ['ai.chat'], quality } = model;
  return ModelVersion.create({
    name,
    number: 1,
    modelRef: `${name}:1`,
    task: ModelTask.CHAT,
    status: VersionStatus.READY,
    provider: { kind: model.isEmbedded ? ProviderKind.EMBEDDED : ProviderKind.OPENAI_COMPATIBLE },
    limits: { contextTokens, maxOutputTokens: 4096 },
    price: { inputMicrosPerMtok: BigInt(inputMicros), outputMicrosPerMtok: BigInt(outputMicros) },
    capabilities: [...capabilities],
    evaluations: quality === undefined ? [] : [{ suite: 'voice', metrics: { quality }, recordedMs: 0n }],
  });
}

/** settings where only these players let text leave the server. */
export function fakeSettings(broker: MemoryServer, allowing: ReadonlySet<string>): Promise<Peer> {
  return servePeer<ISettingsService>(broker, SettingsService, {
    getSettings: async ({ playerId }) => ({
      playerId,
      version: 1n,
      values: [
        {
          key: 'ai.remote_allowed',
          value: { kind: { oneofKind: 'boolValue', boolValue: allowing.has(playerId) } },
          source: 1,
          locked: false,
        },
      ],
    }),
  });
}

/** capability-registry where each capability has these models. */
export function fakeCapabilities(
  broker: MemoryServer,
  having: Readonly<Record<string, readonly string[]>>,
): Promise<Peer> {
  return servePeer<ICapabilityRegistryService>(broker, CapabilityRegistryService, {
    findSubjects: async ({ requirements: [requirement] }) => {
      return Matches.create({
        matches: (having[requirement?.name ?? ''] ?? []).map((id) => ({ subject: { kind: SubjectKind.MODEL, id } })),
      });
    },
  });
}
