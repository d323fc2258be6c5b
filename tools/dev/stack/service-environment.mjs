/**
 * @typedef {object} ServiceSurroundings
 * @property {string} natsUrl
 * @property {string} redisUrl
 * @property {boolean} cluster
 * @property {string} logLevel
 * @property {number} httpPort
 * @property {import('./dev-secrets.mjs').DevSecrets} secrets
 */

/**
 * The variables one process of the stack is configured with, on top of the shell's own.
 * @param {string} app
 * @param {{ instance: string, healthPort: number }} process_
 * @param {ServiceSurroundings} surroundings
 * @returns {Record<string, string>}
 */
export function serviceEnvironment(app, { instance, healthPort }, surroundings) {
  const { natsUrl, redisUrl, cluster, logLevel, httpPort, secrets } = surroundings;
  return {
    BB_NATS_URL: natsUrl,
    BB_REDIS_URL: redisUrl,
    ...(cluster ? { BB_REDIS_CLUSTER: 'true' } : {}),
    BB_STREAM_REPLICAS: cluster ? '3' : '1',
    BB_HEALTH_PORT: String(healthPort),
    BB_LOG_LEVEL: logLevel,
    BB_INSTANCE: instance,
    BB_WORLD_SEED: 'nine-wards',
    ...(app === 'gateway' ? { BB_HTTP_PORT: String(httpPort) } : {}),
    ...(app === 'auth'
      ? {
          BB_BOOTSTRAP_ADMIN_USER: secrets.adminUser,
          BB_BOOTSTRAP_ADMIN_PASSWORD: secrets.adminPassword,
          BB_SERVICE_SECRET: secrets.serviceSecret,
        }
      : {}),
  };
}
