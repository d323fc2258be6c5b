import { CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { PerformanceModeService, contract, type IPerformanceModeService } from '@bodybroker/contracts-performance-mode';
import { SettingsServiceClient } from '@bodybroker/contracts-settings';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadLadder, loadTargets } from './content/load-content.js';
import type { Deps } from './deps.js';
import { LatencyWindow } from './domain/latency-window.js';
import { deviceFacts } from './handlers/device-facts.js';
import { getMode } from './handlers/get-mode.js';
import { getRecommendation } from './handlers/get-recommendation.js';
import { getServerMode } from './handlers/get-server-mode.js';
import { listModeChanges } from './handlers/list-mode-changes.js';
import { listProfiles } from './handlers/list-profiles.js';
import { reportMetrics } from './handlers/report-metrics.js';
import { reportServiceLoad } from './handlers/report-service-load.js';
import { setMode } from './handlers/set-mode.js';
import { setServerMode } from './handlers/set-server-mode.js';
import { upsertProfile } from './handlers/upsert-profile.js';
import { watchMode } from './handlers/watch-mode.js';
import { serverModeChanged } from './publishers/server-mode-changed.js';
import { DeviceModes } from './storage/device-modes.js';
import { Profiles } from './storage/profiles.js';
import { ServerModes } from './storage/server-modes.js';
import { onGeneration } from './subscribers/on-generation.js';
import { evaluateServerMode } from './workers/evaluate-server-mode.js';

/** How well each client may look without stuttering, and how much the servers spare themselves. */
export const service = defineService({
  name: 'performance-mode',
  contract,
  config,
  build: ({ config: { evaluateMs, leaseMs }, connection, store, content, clock, random, instance, client }) => {
    const shipped = loadLadder(content);
    const deps: Deps = {
      modes: new DeviceModes(store, random),
      profiles: new Profiles(store, { shipped, random, clock }),
      serverModes: new ServerModes(store, {
        random,
        clock,
        tell: (before, after, version) => serverModeChanged(before, after, version, clock),
      }),
      facts: deviceFacts(client(SettingsServiceClient), client(CapabilityRegistryServiceClient)),
      generations: new LatencyWindow(),
      targets: loadTargets(content),
      log: connection.events,
      clock,
    };
    return {
      implementations: [
        implement<IPerformanceModeService>(PerformanceModeService, {
          listProfiles: listProfiles(deps),
          upsertProfile: upsertProfile(deps),
          getMode: getMode(deps),
          setMode: setMode(deps),
          reportMetrics: reportMetrics(deps),
          getRecommendation: getRecommendation(deps),
          listModeChanges: listModeChanges(deps),
          watchMode: watchMode(deps),
          getServerMode: getServerMode(deps),
          setServerMode: setServerMode(deps),
          reportServiceLoad: reportServiceLoad(deps),
        }),
      ],
      subscribers: [onGeneration(deps.generations, clock)],
      workers: [evaluateServerMode(deps, { store, instance, evaluateMs, leaseMs })],
    };
  },
});
