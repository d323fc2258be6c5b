import { AwsRefusal, type AwsStandIn } from './aws-stand-in.js';

export interface SecretState {
  /** Text by version. */
  readonly versions: Map<string, string>;
  /** Version by stage. */
  readonly stages: Map<string, string>;
  current(): Record<string, string>;
}

/** One secret with versions and stages, as Secrets Manager keeps them. */
export function answerSecret(aws: AwsStandIn, name: string, settings?: Readonly<Record<string, string>>): SecretState {
  const versions = new Map<string, string>();
  const stages = new Map<string, string>();
  if (settings !== undefined) {
    versions.set('v1', JSON.stringify(settings));
    stages.set('AWSCURRENT', 'v1');
  }
  const missing = new AwsRefusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  const unless = (secret: string, answer: () => Record<string, unknown> | AwsRefusal) =>
    secret === name ? answer() : missing;
  aws
    .on('secretsmanager:GetSecretValue', ({ SecretId, VersionStage }: { SecretId: string; VersionStage: string }) =>
      unless(SecretId, () => {
        const id = stages.get(VersionStage);
        if (id !== undefined) return { Name: name, VersionId: id, SecretString: versions.get(id) };
        const words = `Secrets Manager can't find the specified secret value for staging label: ${VersionStage}`;
        return new AwsRefusal('ResourceNotFoundException', words);
      }),
    )
    .on(
      'secretsmanager:PutSecretValue',
      ({
        SecretId,
        SecretString,
        VersionStages,
      }: {
        SecretId: string;
        SecretString: string;
        VersionStages: string[];
      }) =>
        unless(SecretId, () => {
          const id = `v${versions.size + 1}`;
          versions.set(id, SecretString);
          for (const stage of VersionStages) stages.set(stage, id);
          return { Name: name, VersionId: id, VersionStages };
        }),
    )
    .on(
      'secretsmanager:UpdateSecretVersionStage',
      (input: { SecretId: string; VersionStage: string; MoveToVersionId?: string; RemoveFromVersionId?: string }) =>
        unless(input.SecretId, () => {
          const { VersionStage: stage, MoveToVersionId: to, RemoveFromVersionId: from } = input;
          const holder = stages.get(stage);
          // The real one insists on being told where a stage is taken from.
          if (holder !== undefined && holder !== from) {
            return new AwsRefusal('InvalidParameterException', `The label ${stage} is attached to ${holder}`);
          }
          if (to === undefined) stages.delete(stage);
          else stages.set(stage, to);
          return { Name: name };
        }),
    );
  return {
    versions,
    stages,
    current: () => JSON.parse(versions.get(stages.get('AWSCURRENT') ?? '') ?? '{}') as Record<string, string>,
  };
}
