import { isGiven, nestedBlocks, resourcesOf } from '../blocks.mjs';
import { OTHERWISE_ENCRYPTED } from '../exceptions.mjs';

/** @typedef {import('../read-configuration.mjs').Configuration} Configuration */

/** Arguments each type must have: `true` for that literal, `given` for any value. */
const REQUIRED = /** @type {Record<string, Record<string, true | 'given' | string>>} */ ({
  aws_cloudwatch_log_group: { kms_key_id: 'given', retention_in_days: 'given' },
  aws_dynamodb_table: { server_side_encryption: 'given' },
  aws_ebs_volume: { encrypted: true, kms_key_id: 'given' },
  aws_efs_file_system: { encrypted: true, kms_key_id: 'given' },
  aws_elasticache_replication_group: {
    at_rest_encryption_enabled: true,
    kms_key_id: 'given',
    transit_encryption_enabled: true,
    transit_encryption_mode: 'required',
  },
  aws_kinesis_firehose_delivery_stream: { server_side_encryption: 'given' },
  aws_kms_key: { enable_key_rotation: true, policy: 'given' },
  aws_rds_cluster: { storage_encrypted: true, kms_key_id: 'given' },
  aws_secretsmanager_secret: { kms_key_id: 'given' },
  aws_sns_topic: { kms_master_key_id: 'given' },
  aws_sqs_queue: { kms_master_key_id: 'given' },
});

const BLOCK_ALL = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** @type {import('../rule.mjs').Rule} */
export const encryption = {
  name: 'encryption',
  about: 'what is stored or sent is encrypted, with a key of ours',
  find: (configuration) => [
    ...requiredArguments(configuration),
    ...registries(configuration),
    ...buckets(configuration),
    ...launchTemplates(configuration),
    ...listeners(configuration),
  ],
};

/** @param {Configuration} configuration */
function requiredArguments(configuration) {
  return Object.entries(REQUIRED).flatMap(([type, required]) =>
    resourcesOf(configuration, type).flatMap(({ address, body }) =>
      Object.entries(required)
        .filter(([name, wanted]) => (wanted === 'given' ? !isGiven(body[name]) : body[name] !== wanted))
        .map(([name, wanted]) => `${address}: ${name} must be ${wanted}`),
    ),
  );
}

/** @param {Configuration} configuration */
function registries(configuration) {
  return resourcesOf(configuration, 'aws_ecr_repository').flatMap(({ address, body }) => {
    const [settings] = nestedBlocks(body, 'encryption_configuration');
    const [scanning] = nestedBlocks(body, 'image_scanning_configuration');
    return [
      ...(settings?.encryption_type === 'KMS' && isGiven(settings.kms_key)
        ? []
        : [`${address}: encrypted with a KMS key`]),
      ...(body.image_tag_mutability === 'IMMUTABLE' ? [] : [`${address}: image_tag_mutability must be IMMUTABLE`]),
      ...(scanning?.scan_on_push === true ? [] : [`${address}: scan_on_push must be true`]),
    ];
  });
}

/** Each bucket has its companions in the same folder. @param {Configuration} configuration */
function buckets(configuration) {
  return resourcesOf(configuration, 'aws_s3_bucket').flatMap(({ address, folder, name }) => {
    const companion = (/** @type {string} */ type) =>
      resourcesOf(configuration, type).find(
        (block) => block.folder === folder && String(block.body.bucket).includes(`aws_s3_bucket.${name}.`),
      )?.body;
    const rules = nestedBlocks(companion('aws_s3_bucket_server_side_encryption_configuration'), 'rule');
    const algorithms = rules.flatMap((rule) =>
      nestedBlocks(rule, 'apply_server_side_encryption_by_default').map((each) =>
        isGiven(each.kms_master_key_id) ? each.sse_algorithm : `${each.sse_algorithm} without a key`,
      ),
    );
    const access = companion('aws_s3_bucket_public_access_block');
    const versioning = nestedBlocks(companion('aws_s3_bucket_versioning'), 'versioning_configuration');
    const isExcepted = OTHERWISE_ENCRYPTED.some(({ at }) => at === address) && algorithms.length > 0;
    return [
      ...(isExcepted || algorithms.includes('aws:kms') ? [] : [`${address}: encrypted with aws:kms and a key of ours`]),
      ...BLOCK_ALL.filter((each) => access?.[each] !== true).map((each) => `${address}: ${each} must be true`),
      ...(versioning[0]?.status === 'Enabled' ? [] : [`${address}: versioning must be enabled`]),
      ...(companion('aws_s3_bucket_policy') === undefined ? [`${address}: a policy that refuses plain HTTP`] : []),
    ];
  });
}

/** @param {Configuration} configuration */
function launchTemplates(configuration) {
  return resourcesOf(configuration, 'aws_launch_template').flatMap(({ address, body }) => {
    const disks = nestedBlocks(body, 'block_device_mappings').flatMap((mapping) => nestedBlocks(mapping, 'ebs'));
    if (disks.length === 0) return [`${address}: its disks are not said to be encrypted`];
    return disks
      .filter(({ encrypted, kms_key_id: key }) => encrypted !== true || !isGiven(key))
      .map(() => `${address}: disks encrypted, with a key of ours`);
  });
}

/** @param {Configuration} configuration */
function listeners(configuration) {
  return resourcesOf(configuration, 'aws_lb_listener').flatMap(({ address, body }) => {
    // What passes through a network load balancer is encrypted from end to end.
    if (body.protocol === 'TCP') return [];
    const [action] = nestedBlocks(body, 'default_action');
    if (body.protocol === 'HTTPS') {
      return /TLS13-1-[23]/.test(String(body.ssl_policy)) ? [] : [`${address}: ssl_policy with TLS 1.2 or later`];
    }
    const [redirect] = nestedBlocks(action, 'redirect');
    return action?.type === 'redirect' && redirect?.protocol === 'HTTPS'
      ? []
      : [`${address}: plain HTTP only leads to HTTPS`];
  });
}
