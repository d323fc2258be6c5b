import { setTimeout as delay } from 'node:timers/promises';
import {
  DeploymentStrategy,
  ModelManagementServiceClient,
  ModelTask,
  ProviderKind,
  VersionStatus,
  type Deployment,
} from '@bodybroker/contracts-model-management';
import type { Client } from '@bodybroker/nats-sdk';
import { startHarness, type HarnessOptions, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export type ModelClient = Client<ModelManagementServiceClient>;

/** model-management as a component, once it has read its registry. */
export async function startModels(options: HarnessOptions = {}): Promise<ServiceHarness> {
  const harness = await startHarness(service, options);
  while (!(await harness.service.readiness()).ready) await delay(5);
  return harness;
}

export function asAdmin(harness: ServiceHarness): ModelClient {
  return harness.client(ModelManagementServiceClient, { actor: { kind: 'admin', id: 'a1' } });
}

export function asPlayer(harness: ServiceHarness): ModelClient {
  return harness.client(ModelManagementServiceClient, { actor: { kind: 'player', id: 'p1' } });
}

export const OPENAI = {
  kind: ProviderKind.OPENAI_COMPATIBLE,
  baseUrl: 'http://127.0.0.1:11434/v1',
  remoteModel: 'tiny',
  secretEnv: 'TINY_API_KEY',
};

export async function model(admin: ModelClient, name = 'house-voice'): Promise<void> {
  await admin.createModel({ name, task: ModelTask.CHAT });
}

/** Makes a version that may be deployed, and answers its number. */
export async function readyVersion(
  admin: ModelClient,
  name = 'house-voice',
  capabilities: string[] = [],
): Promise<number> {
  const { number } = await admin.createVersion({ name, provider: OPENAI, capabilities });
  await admin.transitionVersion({ name, number, toStatus: VersionStatus.VALIDATING });
  await admin.transitionVersion({ name, number, toStatus: VersionStatus.READY });
  return number;
}

let keys = 0;

export function deploy(
  admin: ModelClient,
  number: number,
  more: Partial<Parameters<ModelClient['deployVersion']>[0]> = {},
  idempotencyKey = `key-${(keys += 1)}`,
): Promise<Deployment> {
  const request = { name: 'house-voice', number, strategy: DeploymentStrategy.ALL_AT_ONCE, ...more };
  return admin.deployVersion(request, { idempotencyKey });
}

export function rollBack(admin: ModelClient, name = 'house-voice'): Promise<Deployment> {
  return admin.rollbackDeployment({ name, reason: 'worse' }, { idempotencyKey: `key-${(keys += 1)}` });
}
