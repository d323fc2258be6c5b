import { CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { ModelManagementService, contract, type IModelManagementService } from '@bodybroker/contracts-model-management';
import { systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { RequestReceipts } from '@bodybroker/storage';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { createModel } from './handlers/create-model.js';
import { createVersion } from './handlers/create-version.js';
import { deleteAlias } from './handlers/delete-alias.js';
import { deleteModel } from './handlers/delete-model.js';
import { deployVersion } from './handlers/deploy-version.js';
import { getDeployment } from './handlers/get-deployment.js';
import { getModel } from './handlers/get-model.js';
import { getVersion } from './handlers/get-version.js';
import { listDeployments } from './handlers/list-deployments.js';
import { listModels } from './handlers/list-models.js';
import { listVersions } from './handlers/list-versions.js';
import { promoteDeployment } from './handlers/promote-deployment.js';
import { recordEvaluation } from './handlers/record-evaluation.js';
import { resolveModel } from './handlers/resolve-model.js';
import { rollbackDeployment } from './handlers/rollback-deployment.js';
import { setAlias } from './handlers/set-alias.js';
import { transitionVersion } from './handlers/transition-version.js';
import { updateModel } from './handlers/update-model.js';
import { GuardSamples } from './storage/guard-samples.js';
import { Registry } from './storage/registry.js';
import { RegistryMirror } from './storage/registry-mirror.js';
import { RegistryRecords } from './storage/registry-records.js';
import { RolloutRequests } from './storage/rollout-requests.js';
import { ToldRevision } from './storage/told-revision.js';
import { onGenerationEnded } from './subscribers/on-generation-ended.js';
import { RegistryFollower } from './workers/follow-registry.js';
import { CapabilityRegistrar } from './workers/register-capabilities.js';
import { remoteDraft, seedRegistry } from './workers/seed-registry.js';

const BUCKET = 'model_registry';
/** Longer than the longest call. */
const HOLD_MS = 10_000;

/** The registry of models: which there are, which version is live where, and how to go back. */
export const service = defineService({
  name: 'model-management',
  contract,
  config,
  build: ({ config: settings, connection, store, events, clock, random, logger, client }) => {
    const bucket = connection.keyValue(BUCKET);
    const records = new RegistryRecords(bucket);
    const mirror = new RegistryMirror();
    const registry = new Registry(records, mirror);
    const receipts = new RequestReceipts(store, { holdMs: HOLD_MS });
    const samples = new GuardSamples(store);
    const deps: Deps = { registry, receipts, rollouts: new RolloutRequests(registry, receipts), samples, clock };
    const registrar = new CapabilityRegistrar({
      mirror,
      capabilities: client(CapabilityRegistryServiceClient),
      sleep: systemSleep,
      logger,
    });
    const follower = new RegistryFollower({
      bucket,
      mirror,
      told: new ToldRevision(store, random),
      events,
      clock,
      logger,
      seed: () => seedRegistry({ registry, records, clock, remote: remoteDraft(settings) }),
      onChange: registrar.wake,
    });
    return {
      implementations: [
        implement<IModelManagementService>(ModelManagementService, {
          createModel: createModel(deps),
          getModel: getModel(deps),
          listModels: listModels(deps),
          updateModel: updateModel(deps),
          deleteModel: deleteModel(deps),
          createVersion: createVersion(deps),
          getVersion: getVersion(deps),
          listVersions: listVersions(deps),
          transitionVersion: transitionVersion(deps),
          setAlias: setAlias(deps),
          deleteAlias: deleteAlias(deps),
          resolveModel: resolveModel(deps),
          deployVersion: deployVersion(deps),
          promoteDeployment: promoteDeployment(deps),
          rollbackDeployment: rollbackDeployment(deps),
          getDeployment: getDeployment(deps),
          listDeployments: listDeployments(deps),
          recordEvaluation: recordEvaluation(deps),
        }),
      ],
      subscribers: [onGenerationEnded(deps, logger)],
      workers: [follower.worker, registrar.worker],
      healthChecks: [follower.healthCheck],
    };
  },
});
