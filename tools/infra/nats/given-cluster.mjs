export const ZONE = 'nats.lab.internal';
export const CONFIG_BUCKET = 'lab-config';
export const CA_ARN = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/lab';

/**
 * What the checks give to module render-nats: the sizes of production, or other ones where `changes` says so.
 * @param {Record<string, unknown>} [changes]
 * @returns {Record<string, unknown>}
 */
export function givenCluster(changes = {}) {
  return {
    cluster_name: 'lab',
    zone_name: ZONE,
    hosted_zone_id: 'Z0123456789LAB',
    availability_zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    config_bucket: CONFIG_BUCKET,
    kms_key_arn: 'arn:aws:kms:eu-central-1:111122223333:key/lab',
    aws: { partition: 'aws', region: 'eu-central-1', account_id: '111122223333' },
    certificate_authority: {
      arn: CA_ARN,
      signing_algorithm: 'SHA256WITHECDSA',
      template_arn: 'arn:aws:acm-pca:::template/EndEntityCertificate/V1',
    },
    server: { version: '2.12.5', sha256: '0'.repeat(64) },
    ...changes,
  };
}
