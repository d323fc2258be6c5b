import { randomUUID } from 'node:crypto';

/**
 * What the stand-in of AWS has: the private CA, the bucket, the names, and how a device gets into a machine.
 * @typedef {object} Cloud
 * @property {import('../local-ca.mjs').LocalCa} ca
 * @property {ReadonlyMap<string, Buffer | string>} objects of the configuration bucket, by key
 * @property {Map<string, string>} names address by name
 * @property {(names: ReadonlyMap<string, string>) => void} publishNames
 * @property {(instance: import('./instance.mjs').Instance, path: string) => Promise<void>} plugIn makes the volume's device appear
 * @property {Map<string, string>} certificates by ARN
 */

/** A refusal, as the command line prints it; it exits with 254. */
export class AwsError extends Error {}

/**
 * Answers one call of the aws command line as the scripts of a node make it. The answers are those of `--output text` with the
 * scripts' own `--query`: this stand-in evaluates no queries.
 * @param {readonly string[]} words
 * @param {import('./instance.mjs').Instance} instance who asks
 * @param {Cloud} cloud
 * @returns {Promise<string | Buffer>}
 * @throws {AwsError}
 */
export async function answerAws(words, instance, cloud) {
  const answer = ANSWERS[`${words[0]} ${words[1]}`];
  if (!answer) throw new AwsError(`the stand-in of AWS does not know ${words[0]} ${words[1]}`);
  return answer(option(words), instance, cloud);
}

/** @typedef {(name: string) => string} Options */
/** @type {Record<string, (given: Options, instance: import('./instance.mjs').Instance, cloud: Cloud) => Promise<string | Buffer> | string | Buffer>} */
const ANSWERS = {
  'ec2 describe-volumes': (_, { volume }) => {
    const { id, holder } = volume;
    return `${id}\t${holder ? 'in-use' : 'available'}\t${holder?.id ?? 'None'}\n`;
  },
  'ec2 attach-volume': async (given, instance, cloud) => {
    const { volume } = instance;
    if (given('volume-id') !== volume.id || given('instance-id') !== instance.id)
      throw new AwsError('UnauthorizedOperation');
    if (volume.holder) throw new AwsError('VolumeInUse');
    volume.holder = instance;
    await cloud.plugIn(instance, `/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume.id.replace('-', '')}`);
    return '{}';
  },
  's3api get-object': (given, { faults }, { objects }) => {
    const key = given('key');
    const object = objects.get(key);
    if (object === undefined) throw new AwsError(`NoSuchKey: ${key}`);
    return faults.release === 'altered' && key.startsWith('releases/')
      ? Buffer.concat([Buffer.from(object), Buffer.from('x')])
      : object;
  },
  'acm-pca issue-certificate': async (given, { faults }, { ca, certificates }) => {
    // Node is the one who gives up here: the connection is left open for as long as it likes.
    if (faults.ca === 'hanging') await new Promise(() => undefined);
    const days = Number(/Value=(\d+),Type=DAYS/.exec(given('validity'))?.[1]);
    if (!(days > 0 && days <= 7)) throw new AwsError('ValidationException: a short-lived CA signs 7 days at most');
    const arn = `${given('certificate-authority-arn')}/certificate/${randomUUID()}`;
    if (faults.ca !== 'silent')
      certificates.set(arn, await ca.sign(Buffer.from(given('csr'), 'base64').toString(), days));
    return `${arn}\n`;
  },
  'acm-pca get-certificate': (given, _, { certificates }) => {
    const certificate = certificates.get(given('certificate-arn'));
    if (certificate === undefined) throw new AwsError('RequestInProgressException');
    return certificate;
  },
  'route53 change-resource-record-sets': (given, { node }, { names, publishNames }) => {
    const [, action, name, address] =
      /^Changes=\[\{Action=(\w+),ResourceRecordSet=\{Name=([^,]+),Type=A,TTL=\d+,ResourceRecords=\[\{Value=([\d.]+)\}\]\}\}\]$/.exec(
        given('change-batch'),
      ) ?? [];
    if (action !== 'UPSERT' || !name?.startsWith(`${node}.`) || !address) throw new AwsError('AccessDenied');
    names.set(name, address);
    publishNames(names);
    return '{}';
  },
  'autoscaling describe-auto-scaling-groups': (given, { groupName, state }) =>
    given('auto-scaling-group-names') === groupName ? `${state}\n` : 'None\n',
  'autoscaling complete-lifecycle-action': (given, instance) => {
    const waitsFor = { 'Pending:Wait': 'launch', 'Terminating:Wait': 'terminate' }[
      /** @type {string} */ (instance.state)
    ];
    if (given('lifecycle-hook-name') !== waitsFor || given('instance-id') !== instance.id) {
      throw new AwsError('ValidationError: No active Lifecycle Action found');
    }
    instance.state =
      waitsFor === 'launch' && given('lifecycle-action-result') === 'CONTINUE' ? 'InService' : 'Terminating';
    return '';
  },
  'cloudwatch put-metric-data': () => '',
};

/** @param {readonly string[]} words @returns {Options} the value of `--name`, which must be there */
function option(words) {
  return (name) => {
    const at = words.indexOf(`--${name}`);
    if (at < 0) throw new AwsError(`ParamValidation: --${name} is missing`);
    return String(words[at + 1]);
  };
}
