import { createConditionCache } from '@bodybroker/conditions';
import {
  CapabilityRegistryService,
  contract,
  type ICapabilityRegistryService,
} from '@bodybroker/contracts-capability-registry';
import { systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadBackend, loadDefinitions } from './content/load-definitions.js';
import type { Deps } from './deps.js';
import { checkCompatibility } from './handlers/check-compatibility.js';
import { defineCapability } from './handlers/define-capability.js';
import { deregisterSubject } from './handlers/deregister-subject.js';
import { findSubjects } from './handlers/find-subjects.js';
import { getSubject } from './handlers/get-subject.js';
import { listCapabilityDefinitions } from './handlers/list-capability-definitions.js';
import { listSubjects } from './handlers/list-subjects.js';
import { negotiateCapabilities } from './handlers/negotiate-capabilities.js';
import { registerCapabilities } from './handlers/register-capabilities.js';
import { renewLease } from './handlers/renew-lease.js';
import { watchCapabilities } from './handlers/watch-capabilities.js';
import { semverVersions } from './mapping/semver-versions.js';
import { subjectTold } from './publishers/subject-told.js';
import { CAPABILITY_DEFS_BUCKET, Definitions } from './storage/definitions.js';
import { Subjects } from './storage/subjects.js';
import { onModelReady } from './subscribers/on-model-ready.js';
import { SubjectFeed } from './subscribers/subject-feed.js';
import { backendRegistrar } from './workers/backend-registrar.js';
import { definitionFollower } from './workers/definition-follower.js';
import { sweeper } from './workers/sweeper.js';

/** What services, clients, models and worlds can do, under leases. */
export const service = defineService({
  name: 'capability-registry',
  contract,
  config,
  build: ({ config: { maxSubjects, sweepMs, backendLeaseMs }, connection, store, content, clock, random, logger }) => {
    const versions = semverVersions;
    const conditions = createConditionCache(
      { attributes: 'map' },
      { onMissing: ({ text, problem }) => logger.debug('a condition was undecided', { text, problem }) },
    );
    const shipped = loadDefinitions(content, versions);
    const definitions = new Definitions(shipped, () => connection.keyValue(CAPABILITY_DEFS_BUCKET), logger);
    const subjects = new Subjects(store, {
      clock,
      maxSubjects,
      random,
      tell: (subject, news, version) => subjectTold(subject, news, version, clock),
    });
    const deps: Deps = {
      definitions,
      subjects,
      feed: new SubjectFeed(connection.events),
      conditions,
      versions,
      rules: { versions, holds: (condition, attributes) => conditions.evaluate(condition, { attributes }) },
      conflictsOf: (name) => definitions.find(name)?.conflictsWith ?? [],
      sleep: systemSleep,
    };
    return {
      implementations: [
        implement<ICapabilityRegistryService>(CapabilityRegistryService, {
          defineCapability: defineCapability(deps),
          listCapabilityDefinitions: listCapabilityDefinitions(deps),
          registerCapabilities: registerCapabilities(deps),
          renewLease: renewLease(deps),
          deregisterSubject: deregisterSubject(deps),
          getSubject: getSubject(deps),
          listSubjects: listSubjects(deps),
          findSubjects: findSubjects(deps),
          checkCompatibility: checkCompatibility(deps),
          negotiateCapabilities: negotiateCapabilities(deps),
          watchCapabilities: watchCapabilities(deps),
        }),
      ],
      subscribers: [onModelReady(deps)],
      workers: [
        definitionFollower(deps),
        sweeper(deps, { sweepMs }),
        backendRegistrar(deps, loadBackend(content, deps), { leaseMs: backendLeaseMs }),
      ],
      healthChecks: [
        {
          name: 'capability definitions',
          check: () => (definitions.isLoaded ? Promise.resolve() : Promise.reject(new Error('still being read'))),
        },
      ],
    };
  },
});
