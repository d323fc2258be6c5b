import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { Changes } from '../aws/changes.js';
import type { Secrets } from '../aws/open-aws.js';

/** The settings in one version of a service's secret. */
export type SecretSettings = Readonly<Record<string, string>>;

export interface SecretVersion {
  readonly id: string;
  readonly settings: SecretSettings;
}

type Stage = 'AWSCURRENT' | 'AWSPENDING';

/** A version of a secret; undefined when there is none of that stage. */
export async function readSecret(secrets: Secrets, secret: string, stage: Stage): Promise<SecretVersion | undefined> {
  const command = new GetSecretValueCommand({ SecretId: secret, VersionStage: stage });
  const answer = await secrets.send(command).catch((error: unknown) => {
    // The secret is there, but nobody has put anything into it yet.
    if (error instanceof Error && error.name === 'ResourceNotFoundException' && /value|staging/i.test(error.message)) {
      return undefined;
    }
    throw error;
  });
  if (answer?.VersionId === undefined) return undefined;
  return { id: answer.VersionId, settings: parseSettings(secret, answer.SecretString ?? '') };
}

function parseSettings(secret: string, text: string): SecretSettings {
  const problem = new Error(`${secret} does not hold a JSON object of texts`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw problem;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem;
  if (!Object.values(value).every((each) => typeof each === 'string')) throw problem;
  return value as SecretSettings;
}

/** Stores a new version, which is current at once or waits to be made so. */
export async function writeSecret(
  secrets: Secrets,
  changes: Changes,
  secret: string,
  settings: SecretSettings,
  stage: Stage,
): Promise<SecretVersion> {
  const command = new PutSecretValueCommand({
    SecretId: secret,
    SecretString: JSON.stringify(settings),
    VersionStages: [stage],
  });
  const planned = { VersionId: '(new version)', $metadata: {} };
  const { VersionId } = await changes.make(
    'secretsmanager:PutSecretValue',
    command,
    () => secrets.send(command),
    planned,
  );
  if (VersionId === undefined) throw new Error(`${secret}: the new version has no id`);
  return { id: VersionId, settings };
}

/** Makes the waiting version the current one; the one before stays as AWSPREVIOUS. */
export async function promotePending(
  secrets: Secrets,
  changes: Changes,
  secret: string,
  pending: SecretVersion,
  current: SecretVersion | undefined,
): Promise<void> {
  const move = async (input: { VersionStage: Stage; MoveToVersionId?: string; RemoveFromVersionId?: string }) => {
    const command = new UpdateSecretVersionStageCommand({ SecretId: secret, ...input });
    await changes.make('secretsmanager:UpdateSecretVersionStage', command, () => secrets.send(command), {
      $metadata: {},
    });
  };
  await move({
    VersionStage: 'AWSCURRENT',
    MoveToVersionId: pending.id,
    ...(current === undefined ? {} : { RemoveFromVersionId: current.id }),
  });
  await move({ VersionStage: 'AWSPENDING', RemoveFromVersionId: pending.id });
}

/**
 * The waiting version of an earlier run that was cut off, when it differs from the current one in this setting only.
 * @throws Error when it differs in more: somebody changed the secret meanwhile
 */
export function pendingChange(
  secret: string,
  setting: string,
  pending: SecretVersion | undefined,
  current: SecretVersion | undefined,
): SecretVersion | undefined {
  if (pending === undefined || pending.id === current?.id || pending.settings[setting] === undefined) return undefined;
  const without = (settings: SecretSettings = {}): string =>
    JSON.stringify(Object.entries({ ...settings, [setting]: '' }).sort());
  if (without(pending.settings) !== without(current?.settings)) {
    throw new Error(
      `${secret} has a pending version that differs in more than ${setting}: remove its stage AWSPENDING`,
    );
  }
  return pending;
}
