import { AiRouterService, contract, type IAiRouterService } from '@bodybroker/contracts-ai-router';
import { CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { ModelManagementServiceClient } from '@bodybroker/contracts-model-management';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { RecordBucket } from '@bodybroker/nats-sdk';
import { defineService, followRecords, implement } from '@bodybroker/service-kit';
import { LastTold } from '@bodybroker/storage';
import { ulid } from 'ulid';
import { config } from './config.js';
import type { Deps } from './deps.js';
import type { ServerMode } from './domain/candidate.js';
import { createMatches, type Policy } from './domain/policy.js';
import { deletePolicy } from './handlers/delete-policy.js';
import { explainRoute } from './handlers/explain-route.js';
import { getPolicy } from './handlers/get-policy.js';
import { getSpend } from './handlers/get-spend.js';
import { listPolicies } from './handlers/list-policies.js';
import { listTargets } from './handlers/list-targets.js';
import { reportOutcome } from './handlers/report-outcome.js';
import { routeRequest } from './handlers/route-request.js';
import { setPolicy } from './handlers/set-policy.js';
import { setTargetState } from './handlers/set-target-state.js';
import { budgetExceeded, targetCooledDown, targetRecovered } from './publishers/airouter-events.js';
import { CapabilityMatches } from './sources/capability-matches.js';
import { Catalogue } from './sources/catalogue.js';
import { RemoteConsent } from './sources/remote-consent.js';
import { Decisions } from './storage/decisions.js';
import { MinuteUses } from './storage/minute-uses.js';
import { Policies } from './storage/policies.js';
import { SeenEvents } from './storage/seen-events.js';
import { Sessions } from './storage/sessions.js';
import { Spending } from './storage/spending.js';
import { StatsStore } from './storage/stats-store.js';
import type { TargetSettings } from './storage/target-settings.js';
import { onCapabilitiesChanged } from './subscribers/on-capabilities-changed.js';
import { onGenerationEnded } from './subscribers/on-generation-ended.js';
import { onModeChanged } from './subscribers/on-mode-changed.js';
import { onModelsChanged } from './subscribers/on-models-changed.js';
import { ReplicaNotes } from './subscribers/replica-notes.js';
import { recoverTargets } from './workers/recover-targets.js';

const BUCKET = 'ai_policies';

/** Chooses which model answers a request. */
export const service = defineService({
  name: 'ai-router',
  contract,
  config,
  build: ({ config: settings, connection, store, clock, random, logger, client }) => {
    const { modelEnvironment: environment, aiDailyCapMicros: dailyCapMicros, recoverPollMs: pollMs } = settings;
    const bucket = connection.keyValue(BUCKET);
    const onUnreadable = (key: string, error: unknown): void => logger.error('a record cannot be read', { key, error });
    const policies = new RecordBucket<Policy>(bucket, { kind: 'policy', onUnreadable });
    const targetSettings = new RecordBucket<TargetSettings>(bucket, { kind: 'target', onUnreadable });
    const followed = [followRecords('policies', policies), followRecords('target settings', targetSettings)];
    const sources = { clock, logger };
    const stats = new StatsStore(store, {
      clock,
      random,
      tellCooledDown: (modelRef, cooldown, ratio, version) =>
        targetCooledDown(modelRef, cooldown, ratio, { version, clock }),
      tellRecovered: (modelRef, version) => targetRecovered(modelRef, { version, clock }),
    });
    const mode = new LastTold<ServerMode>(store, 'server-mode', { clock, random, initial: 'NORMAL' });
    const deps: Deps = {
      catalogue: new Catalogue({ ...sources, models: client(ModelManagementServiceClient), environment }),
      capabilities: new CapabilityMatches({ ...sources, registry: client(CapabilityRegistryServiceClient) }),
      consent: new RemoteConsent({ ...sources, settings: client(SettingsServiceClient) }),
      policies: new Policies(policies),
      targetSettings,
      stats,
      uses: new MinuteUses(store, clock),
      decisions: new Decisions(store, random),
      sessions: new Sessions(store, random),
      spending: new Spending(store, {
        clock,
        random,
        tellExceeded: (playerId, dayMs, costMicros, version) =>
          budgetExceeded({ playerId, dayMs, costMicros, capMicros: dailyCapMicros }, { version, clock }),
      }),
      mode,
      matches: createMatches((match, problem) => logger.warn('a policy could not be decided', { match, problem })),
      dailyCapMicros,
      clock,
      logger,
      newId: () => `rte_${ulid(clock.now())}`,
    };
    const notes = new ReplicaNotes(connection.bus);
    const stopListening = notes.listen({
      onModelsChanged: () => deps.catalogue.forget(),
      onCapabilitiesChanged: () => deps.capabilities.forget(),
    });
    return {
      implementations: [
        implement<IAiRouterService>(AiRouterService, {
          routeRequest: routeRequest(deps),
          reportOutcome: reportOutcome(deps),
          explainRoute: explainRoute(deps),
          setPolicy: setPolicy(deps),
          getPolicy: getPolicy(deps),
          listPolicies: listPolicies(deps),
          deletePolicy: deletePolicy(deps),
          listTargets: listTargets(deps),
          setTargetState: setTargetState(deps),
          getSpend: getSpend(deps),
        }),
      ],
      subscribers: [
        onGenerationEnded(deps, new SeenEvents(store)),
        onModelsChanged(notes),
        onCapabilitiesChanged(notes),
        onModeChanged(mode),
      ],
      workers: [...followed, recoverTargets({ stats, clock, pollMs, logger })],
      healthChecks: followed,
      close: () => Promise.resolve(stopListening()),
    };
  },
});
