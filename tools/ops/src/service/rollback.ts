import { createChanges } from '../aws/changes.js';
import { openAws } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames } from '../aws/stack-options.js';
import type { Command, Invocation } from '../cli/command.js';
import { describeService, revisionOf, updateService } from './ecs-service.js';
import { finishDeployment, WATCH_OPTIONS } from './finish-deployment.js';
import { describeRevision, imageOf, previousRevision } from './task-definition.js';

export const rollback: Command = {
  name: 'rollback',
  summary: 'goes back to the revision before the one that runs, and watches until it does',
  takes: ['SERVICE'],
  options: {
    ...STACK_OPTIONS,
    to: { kind: 'text', value: 'REVISION', about: 'number of the revision (the newest before the running one)' },
    ...WATCH_OPTIONS,
    'dry-run': { kind: 'switch', about: 'print the calls that would change something, with their inputs' },
  },
  peers: ['aws'],
  run: async (call: Invocation) => {
    const { options, output } = call;
    const [service = ''] = call.positionals;
    const names = stackNames(options);
    const { cluster } = names;
    const { ecs } = openAws(call.environment);
    const changes = createChanges(options.on('dry-run'), output);

    const running = await describeService(ecs, { cluster, service });
    const current = await describeRevision(ecs, running.taskDefinition ?? '');
    const family = names.taskFamily(service);
    const wanted = options.count('to', 0, 1);
    const target =
      wanted > 0 ? `${family}:${wanted}` : await previousRevision(ecs, family, current.definition.revision ?? 0);
    if (target === undefined) throw new Error(`${family} has no active revision before ${revisionOf(current.arn)}`);
    const revision = await describeRevision(ecs, target);
    if (revision.definition.status !== 'ACTIVE') throw new Error(`${revisionOf(revision.arn)} is not active any more`);
    output.progress(`${service}: ${imageOf(current, service)} -> ${imageOf(revision, service)}`);
    const deploymentId = await updateService(ecs, changes, { cluster, service, taskDefinition: revision.arn });
    return finishDeployment(call, ecs, changes, { cluster, service, deploymentId, brings: revisionOf(revision.arn) });
  },
};
