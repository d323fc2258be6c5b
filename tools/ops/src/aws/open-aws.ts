import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { Environment } from '../cli/command.js';
import { UsageError } from '../cli/usage-error.js';

/** What a client of the AWS SDK is used for here: sending commands. */
type Sending<Client extends { send: unknown }> = Pick<Client, 'send'>;

export type Ecs = Sending<ECSClient>;
export type Ecr = Sending<ECRClient>;
export type ElastiCache = Sending<ElastiCacheClient>;
export type Secrets = Sending<SecretsManagerClient>;
export type Ssm = Sending<SSMClient>;
export type AutoScaling = Sending<AutoScalingClient>;

/** The AWS services of one account and region. */
export interface Aws {
  readonly ecs: Ecs;
  /** Images may be in another region than what runs. */
  ecr(region: string): Ecr;
  readonly elastiCache: ElastiCache;
  readonly secrets: Secrets;
  readonly ssm: Ssm;
  readonly autoScaling: AutoScaling;
}

/**
 * Clients for the account, region and endpoint the environment names; credentials as every AWS tool finds them.
 * @throws UsageError without a region
 */
export function openAws(environment: Environment): Aws {
  const region = environment['AWS_REGION'] || environment['AWS_DEFAULT_REGION'];
  if (!region) throw new UsageError('--region (or AWS_REGION) is needed');
  const { AWS_ENDPOINT_URL: endpoint, AWS_PROFILE: profile } = environment;
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const sessionToken = environment['AWS_SESSION_TOKEN'];
  const shared = {
    region,
    ...(endpoint ? { endpoint } : {}),
    ...(profile ? { profile } : {}),
    ...(!profile && accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
      : {}),
  };
  return {
    ecs: new ECSClient(shared),
    ecr: (imageRegion) => new ECRClient({ ...shared, region: imageRegion }),
    elastiCache: new ElastiCacheClient(shared),
    secrets: new SecretsManagerClient(shared),
    ssm: new SSMClient(shared),
    autoScaling: new AutoScalingClient(shared),
  };
}
