import { createChanges } from '../aws/changes.js';
import { openAws, type Aws } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames } from '../aws/stack-options.js';
import type { Command } from '../cli/command.js';
import { EXIT } from '../cli/exit-codes.js';
import { describeService, primaryOf, revisionOf, updateService } from './ecs-service.js';
import { finishDeployment, WATCH_OPTIONS } from './finish-deployment.js';
import { repositoryOf, resolveDigest } from './image-reference.js';
import { describeRevision, imageOf, registerRevision, withImage } from './task-definition.js';

/**
 * The new revision is the newest of the service's family with another image: Terraform registers a revision for changed
 * settings and leaves it to a deployment to bring it in.
 */
export const deploy: Command = {
  name: 'deploy',
  summary: 'brings an image, and the newest settings, to ECS, and watches until they run or ECS has gone back',
  takes: ['SERVICE'],
  options: {
    ...STACK_OPTIONS,
    image: {
      kind: 'text',
      value: 'TAG|DIGEST',
      about: "tag or sha256:… in the service's repository (the image that runs, with the newest settings)",
    },
    'during-another': { kind: 'switch', about: 'also while another deployment of the service goes on' },
    ...WATCH_OPTIONS,
    'dry-run': { kind: 'switch', about: 'print the calls that would change something, with their inputs' },
  },
  peers: ['aws'],
  run: async (call) => {
    const { options, output } = call;
    const [service = ''] = call.positionals;
    const names = stackNames(options);
    const { cluster } = names;
    const aws = openAws(call.environment);
    const changes = createChanges(options.on('dry-run'), output);

    const running = await describeService(aws.ecs, { cluster, service });
    const { rolloutState = '' } = primaryOf(running.deployments) ?? {};
    if (rolloutState === 'IN_PROGRESS' && !options.on('during-another')) {
      output.progress(`a deployment of ${service} is going on: wait for it, or add --during-another`);
      return EXIT.refused;
    }
    const current = await describeRevision(aws.ecs, running.taskDefinition ?? '');
    const newest = await describeRevision(aws.ecs, names.taskFamily(service));
    const now = imageOf(current, service);
    const image = await imageToRun(aws, now, options.text('image'));
    if (image === now && newest.arn === current.arn) {
      output.result({ service, image, outcome: 'unchanged' }, () => `${service}: ${image} runs already`);
      return EXIT.ok;
    }
    output.progress(`${service}: image ${now} -> ${image}`);
    output.progress(`${service}: settings of ${revisionOf(current.arn)} -> ${revisionOf(newest.arn)}`);
    const taskDefinition = await registerRevision(aws.ecs, changes, withImage(newest, service, image));
    const deploymentId = await updateService(aws.ecs, changes, { cluster, service, taskDefinition });
    const brings = `${revisionOf(taskDefinition)} (${image.slice(image.indexOf('@') + 1)})`;
    return finishDeployment(call, aws.ecs, changes, { cluster, service, deploymentId, brings });
  },
};

async function imageToRun(aws: Aws, now: string, wanted: string | undefined): Promise<string> {
  if (wanted === undefined) return now;
  const repository = repositoryOf(now);
  return `${repository.uri}@${await resolveDigest(aws, repository, wanted)}`;
}
