import type { Changes } from '../aws/changes.js';
import type { Ecs } from '../aws/open-aws.js';
import type { Invocation } from '../cli/command.js';
import { describeService, updateService, type ServicePlace } from '../service/ecs-service.js';
import { describeEnd } from '../service/finish-deployment.js';
import { watchDeployment } from '../service/watch-deployment.js';

const MINUTES = 15;

/**
 * Starts all tasks of a service anew, so that they read their secrets again, and waits until they run.
 * @throws Error when they do not
 */
export async function restartService(ecs: Ecs, changes: Changes, place: ServicePlace, call: Invocation): Promise<void> {
  const { desiredCount = 0 } = await describeService(ecs, place);
  if (desiredCount === 0) return call.output.progress(`${place.service} has no tasks to restart`);
  const deploymentId = await updateService(ecs, changes, { ...place, restart: 'forced' });
  if (changes.dryRun) return;
  const timeoutMs = call.options.count('minutes', MINUTES, 1) * 60_000;
  const end = await watchDeployment(ecs, place, deploymentId, call, { timeoutMs });
  if (end.outcome !== 'completed') throw new Error(`${place.service}: ${describeEnd(end, 'the restart')}`);
}
