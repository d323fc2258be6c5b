/**
 * What one process has beside what all have.
 * @typedef {object} Extras
 * @property {readonly string[]} [secrets]
 * @property {Readonly<Record<string, string>>} [environment]
 * @property {readonly string[]} [lines] further lines of its entry
 */

/** @type {Readonly<Record<string, Extras>>} */
const EXTRAS = {
  gateway: {
    environment: { BB_HTTP_HOST: '0.0.0.0', BB_HTTP_PORT: "'8000'" },
    lines: [
      'mem_limit: 512m',
      'networks: [backend, edge]',
      "ports: ['127.0.0.1:${BB_HTTP_PORT:-8000}:8000']",
      // Without it nobody can log in, so the gateway would be up for nothing.
      'depends_on: { <<: *needs, auth: { condition: service_healthy } }',
    ],
  },
  auth: {
    secrets: ['auth_service_secret', 'auth_seal_secret', 'auth_admin_password'],
    environment: {
      BB_SERVICE_SECRET_FILE: '/run/secrets/auth_service_secret',
      BB_AUTH_SEAL_SECRET_FILE: '/run/secrets/auth_seal_secret',
      BB_BOOTSTRAP_ADMIN_USER: '${BB_BOOTSTRAP_ADMIN_USER:-admin}',
      BB_BOOTSTRAP_ADMIN_PASSWORD_FILE: '/run/secrets/auth_admin_password',
    },
  },
  payment: {
    secrets: ['payment_webhook_secret', 'payment_receipt_secret'],
    environment: {
      BB_SANDBOX_WEBHOOK_SECRET_FILE: '/run/secrets/payment_webhook_secret',
      BB_SANDBOX_RECEIPT_SECRET_FILE: '/run/secrets/payment_receipt_secret',
    },
    // For a payment provider outside.
    lines: ['networks: [backend, edge]'],
  },
  // For a language model outside.
  'ai-integration': { lines: ['networks: [backend, edge]'] },
};

/** The secret with the NATS key of a process. @param {string} app */
const natsSecret = (app) => `nats_${app.replaceAll('-', '_')}`;

/**
 * The entries of all processes, below `services:`.
 * @param {readonly string[]} apps
 * @returns {string}
 */
export const serviceEntries = (apps) => apps.map(serviceEntry).join('\n');

/** @param {string} app @returns {string} */
function serviceEntry(app) {
  const { secrets = [], environment = {}, lines = [] } = EXTRAS[app] ?? {};
  const variables = { BB_NATS_NKEY_SEED_FILE: `/run/secrets/${natsSecret(app)}`, ...environment };
  return [
    `  ${app}:`,
    '    <<: *service',
    `    image: \${BB_IMAGE_PREFIX:-bodybroker}/${app}:\${BB_IMAGE_TAG:?the tag of the images to run}`,
    '    environment:',
    '      <<: *environment',
    ...Object.entries(variables).map(([name, value]) => `      ${name}: ${value}`),
    `    secrets: [${['redis_password', natsSecret(app), ...secrets].join(', ')}]`,
    ...lines.map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/**
 * Where the NATS key of each process lies, below `secrets:`.
 * @param {readonly string[]} apps
 * @returns {string}
 */
export const natsSecrets = (apps) =>
  apps.map((app) => `  ${natsSecret(app)}: { file: '\${BB_SECRETS_DIR:-./secrets}/nats/${app}.nk' }`).join('\n');
