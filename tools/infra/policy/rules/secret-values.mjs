import { isGiven, resourcesOf } from '../blocks.mjs';
import { LOOKS_SECRET } from '../exceptions.mjs';

const SECRET_NAME = /(secret|password|passwd|token|seed|private_key|api_key)(_|$)/;
/** Secrets that show what they are: of AWS, Stripe, NATS, GitHub, and keys in PEM. */
const SECRET_TEXT = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /\b[sr]k_live_[0-9A-Za-z]{10,}/,
  /\bwhsec_[0-9A-Za-z]{10,}/,
  /\bSU[A-Z2-7]{56}\b/,
  /\bgh[pousr]_[0-9A-Za-z]{30,}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** @type {import('../rule.mjs').Rule} */
export const secretValues = {
  name: 'secret-values',
  about: 'no secret has its value here, nor in the state',
  find: (configuration) => [
    ...configuration.blocks
      .filter(({ kind, name, body }) => kind === 'variable' && SECRET_NAME.test(name) && isGiven(body.default))
      .map(({ address }) => `${address}: a secret has no default`),
    ...resourcesOf(configuration, 'aws_secretsmanager_secret_version').map(
      ({ address }) => `${address}: values are put in by the operator; here they would be in the state`,
    ),
    ...resourcesOf(configuration, 'aws_ssm_parameter')
      .filter(({ body }) => body.type === 'SecureString')
      .map(({ address }) => `${address}: its value would be in the state`),
    ...resourcesOf(configuration, 'aws_elasticache_replication_group')
      .filter(({ body }) => body.auth_token !== undefined)
      .map(({ address }) => `${address}: auth_token would be in the state`),
    ...[...configuration.files]
      .filter(([path]) => !LOOKS_SECRET.some(({ at }) => at === path))
      .flatMap(([path, text]) =>
        SECRET_TEXT.filter((pattern) => pattern.test(text)).map(
          (pattern) => `${path}: holds what looks like a secret (${pattern.source})`,
        ),
      ),
  ],
};
