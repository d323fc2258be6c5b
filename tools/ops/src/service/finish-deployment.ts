import type { Changes } from '../aws/changes.js';
import type { Ecs } from '../aws/open-aws.js';
import type { Invocation, OptionSpecs } from '../cli/command.js';
import { EXIT, type ExitCode } from '../cli/exit-codes.js';
import type { ServicePlace } from './ecs-service.js';
import { watchDeployment, type DeploymentEnd } from './watch-deployment.js';

const MINUTES = 15;

export const WATCH_OPTIONS: OptionSpecs = {
  minutes: { kind: 'text', value: 'COUNT', about: `how long to watch the deployment (${MINUTES})` },
};

export interface BegunDeployment extends ServicePlace {
  readonly deploymentId: string;
  /** What it brings, for the last line. */
  readonly brings: string;
}

/** Watches a deployment to its end and says how it ended; a dry run says what would have been called. */
export async function finishDeployment(
  call: Invocation,
  ecs: Ecs,
  changes: Changes,
  { deploymentId, brings, ...place }: BegunDeployment,
): Promise<ExitCode> {
  if (changes.dryRun) {
    call.output.result(changes.calls, () => `dry run: ${changes.calls.length} calls, nothing was changed`);
    return EXIT.ok;
  }
  const timeoutMs = call.options.count('minutes', MINUTES, 1) * 60_000;
  const end = await watchDeployment(ecs, place, deploymentId, call, { timeoutMs });
  call.output.result({ service: place.service, brings, ...end }, () => `${place.service}: ${describeEnd(end, brings)}`);
  return end.outcome === 'completed' ? EXIT.ok : EXIT.failed;
}

export function describeEnd(end: DeploymentEnd, brings: string): string {
  switch (end.outcome) {
    case 'completed':
      return `${brings} runs`;
    case 'failed':
      return `${brings} FAILED (${end.why}); ${end.runs} runs`;
    case 'replaced':
      return `another deployment came in between; ${end.runs} runs`;
    case 'unfinished':
      return `${brings}: ${end.why}`;
  }
}
