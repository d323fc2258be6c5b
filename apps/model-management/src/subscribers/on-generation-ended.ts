import { GenerationCompleted, GenerationFailed } from '@bodybroker/contracts-ai-integration';
import { isDomainError } from '@bodybroker/domain';
import { subscriber, type Subscriber } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import type { Deps } from '../deps.js';
import type { Deployment } from '../domain/deployment.js';
import { deploymentIdOf } from '../domain/deployment-id.js';
import { guardBreach } from '../domain/guard-verdict.js';
import { byGuard, deploymentIn, rollBack, rollBackActive } from '../domain/rollout.js';
import { samplesOf } from '../mapping/samples-of.js';
import { readyNumbers } from '../storage/ready-numbers.js';

/** Each generation counts for the guard of the deployment whose version wrote it; a breach takes that deployment back. */
export const onGenerationEnded = (deps: Deps, logger: Logger): Subscriber =>
  subscriber<GenerationCompleted | GenerationFailed>({
    event: [GenerationCompleted, GenerationFailed],
    durable: 'model-management-generations',
    filterSubject: 'sys.ai.>',
    handle: async (payload, { event }) => {
      const byRef = samplesOf(payload, Number(event.occurredAtMs));
      for (const [modelRef, samples] of byRef) {
        for (const deployment of guarded(deps, modelRef)) {
          await deps.samples.add(deployment.id, event.eventId, samples);
          await judge(deps, deployment, logger);
        }
      }
    },
  });

/** The deployments at work with this version that have a guard. */
function guarded({ registry }: Deps, modelRef: string): readonly Deployment[] {
  return registry.mirror
    .rollouts()
    .flatMap(({ value }) => [deploymentIn(value, 'CANARY'), deploymentIn(value, 'ACTIVE')])
    .filter((deployment) => deployment !== undefined)
    .filter(({ name, number, guard }) => guard !== undefined && `${name}:${number}` === modelRef);
}

async function judge({ registry, samples, clock }: Deps, deployment: Deployment, logger: Logger): Promise<void> {
  const { guard, id } = deployment;
  const reason = guard && guardBreach(guard, await samples.recent(id), clock.now());
  if (reason === undefined) return;
  try {
    await registry.changeRollout(deployment, async (rollout, nextVersion) => {
      const state = rollout.deployments.find((each) => each.id === id)?.state;
      if (state !== 'CANARY' && state !== 'ACTIVE') return rollout;
      const ready = await readyNumbers(registry, rollout);
      const restored = {
        id: deploymentIdOf(deployment, nextVersion),
        isReady: (number: number) => ready.has(number),
      };
      const takeBack = state === 'CANARY' ? rollBack : rollBackActive;
      return byGuard(takeBack(rollout, restored, { reason, nowMs: clock.now() }), deployment).rollout;
    });
    logger.warn('a deployment was taken back by its guard', { deployment: id, reason });
  } catch (error) {
    // It is the only version that can serve: bad answers are better than none.
    if (!isDomainError(error) || error.reason !== 'NOTHING_TO_ROLL_BACK') throw error;
    logger.error('a deployment breaches its guard and there is none to go back to', { deployment: id, reason });
  }
}
