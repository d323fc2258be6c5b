import { CapabilityRegistryService, Matches, SubjectKind } from '@bodybroker/contracts-capability-registry';
import {
  Deployment,
  DeploymentState,
  Model,
  ModelManagementService,
  ModelTask,
  ModelVersion,
  ProviderKind,
  VersionStatus,
} from '@bodybroker/contracts-model-management';
import { SettingsService } from '@bodybroker/contracts-settings';
import { RpcError, createServer, type Connection, type RpcServer } from '@bodybroker/nats-sdk';

type Answer = (request: Readonly<Record<string, unknown>>) => unknown;

/** Serves the given methods of a contract; the others say that they do not exist. */
async function serve(
  connection: Connection,
  service: typeof ModelManagementService,
  name: string,
  answers: Readonly<Record<string, Answer>>,
): Promise<RpcServer> {
  const server = createServer(connection, { name, version: '0.0.0', instance: `${name}-fake` });
  const handlers = Object.fromEntries(
    service.methods.map(({ localName }) => [
      localName,
      (request: Readonly<Record<string, unknown>>) => {
        const answer = answers[localName];
        if (answer === undefined) throw new RpcError('UNIMPLEMENTED', 'FAKE', `${localName} is not faked`);
        return Promise.resolve(answer(request));
      },
    ]),
  );
  server.add<object>(service, handlers as never);
  await server.start();
  return server;
}

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
export function fakeModels(connection: Connection, models: readonly FakeModel[]): Promise<RpcServer> {
  return serve(connection, ModelManagementService, 'model-management', {
    listModels: () => ({
      models: models.map(({ name }) => Model.create({ name, task: ModelTask.CHAT })),
      nextPageToken: '',
    }),
    listDeployments: () => ({
      deployments: models
        .filter(({ isDeployed = true }) => isDeployed)
        .map(({ name }) => Deployment.create({ name, number: 1, state: DeploymentState.ACTIVE, environment: 'prod' })),
      nextPageToken: '',
    }),
    listVersions: ({ name }) => ({
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
export function fakeSettings(connection: Connection, allowing: ReadonlySet<string>): Promise<RpcServer> {
  return serve(connection, SettingsService, 'settings', {
    getSettings: ({ playerId }) => ({
      playerId,
      version: 1n,
      values: [
        {
          key: 'ai.remote_allowed',
          value: { kind: { oneofKind: 'boolValue', boolValue: allowing.has(String(playerId)) } },
          source: 1,
          locked: false,
        },
      ],
    }),
  });
}

/** capability-registry where each capability has these models. */
export function fakeCapabilities(
  connection: Connection,
  having: Readonly<Record<string, readonly string[]>>,
): Promise<RpcServer> {
  return serve(connection, CapabilityRegistryService, 'capability-registry', {
    findSubjects: ({ requirements }) => {
      const [{ name }] = requirements as readonly [{ name: string }];
      return Matches.create({
        matches: (having[name] ?? []).map((id) => ({ subject: { kind: SubjectKind.MODEL, id } })),
      });
    },
  });
}
