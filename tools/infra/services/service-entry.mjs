/**
 * What production has to know of one service: the value of one key in deploy/terraform/services.json.
 * @typedef {object} ServiceEntry
 * @property {string} about
 * @property {boolean} uses_nats
 * @property {boolean} uses_redis
 * @property {number} health_port serves /livez, /readyz and /metrics
 * @property {number | null} http_port what a load balancer sends requests to
 * @property {number} drain_seconds how long the process may take from SIGTERM to its end
 * @property {readonly string[]} variables every setting it reads
 * @property {readonly string[]} secrets those that must not be seen
 * @property {readonly string[]} required those without a default
 */

/** @typedef {{ readonly name: string, readonly fallback: string, readonly isRequired: boolean }} Setting */

/** A setting whose name says that it holds a secret. */
const SECRET = /_(SECRET|PASSWORD|API_KEY|NKEY_SEED|TOKEN)$/;

/**
 * @param {object} facts
 * @param {string} facts.about
 * @param {string} facts.program its main.ts and what that runs, as one text
 * @param {readonly Setting[]} facts.base settings every process has
 * @param {readonly Setting[]} facts.own
 * @returns {ServiceEntry}
 */
export function serviceEntry({ about, program, base, own }) {
  const all = [...base, ...own];
  const fallback = (/** @type {string} */ name) => all.find((variable) => variable.name === name)?.fallback;
  const number = (/** @type {string} */ name) => {
    const value = Number(fallback(name) || Number.NaN);
    if (!Number.isFinite(value)) throw new Error(`${name} has no number as its default`);
    return value;
  };
  const names = (/** @type {(variable: (typeof all)[number]) => boolean} */ wanted) =>
    all
      .filter(wanted)
      .map(({ name }) => name)
      .sort();
  const lameDuckMs = fallback('BB_LAME_DUCK_MS') === undefined ? 0 : number('BB_LAME_DUCK_MS');
  return {
    about,
    uses_nats: program.includes('connectNats('),
    uses_redis: program.includes('createRedis('),
    health_port: number('BB_HEALTH_PORT'),
    http_port: fallback('BB_HTTP_PORT') === undefined ? null : number('BB_HTTP_PORT'),
    drain_seconds: Math.ceil((number('BB_DRAIN_MS') + lameDuckMs) / 1000),
    variables: names(() => true),
    secrets: names(({ name }) => SECRET.test(name)),
    required: names(({ isRequired }) => isRequired),
  };
}
