// What natsio/prometheus-nats-exporter 0.20.2 exposes, run with `-varz -healthz -jsz=all`. Names and labels are those of its
// sources at tag v0.20.2: collector/collector.go (numbers of /varz), collector/healthz.go, collector/jsz.go.

const SERVER_LABELS = ['server_id', 'server_name', 'cluster', 'domain', 'meta_leader', 'is_meta_leader'];
const ACCOUNT_LABELS = [...SERVER_LABELS, 'account', 'account_name', 'account_id'];
const STREAM_LABELS = [...ACCOUNT_LABELS, 'stream_name', 'stream_leader', 'is_stream_leader', 'stream_raft_group'];
const CONSUMER_LABELS = [...STREAM_LABELS, 'consumer_name', 'consumer_leader', 'is_consumer_leader', 'consumer_desc'];

/** @param {string} scope @param {readonly string[]} labels @param {readonly string[]} names */
const jetstream = (scope, labels, names) =>
  names.map((name) => /** @type {const} */ ([`jetstream_${scope}_${name}`, { type: 'gauge', labels }]));

/** @type {Readonly<Record<string, import('./known-metrics.mjs').KnownMetric>>} */
export const JSZ_METRICS = Object.fromEntries([
  ...jetstream('server', SERVER_LABELS, [
    'jetstream_disabled',
    'total_streams',
    'total_consumers',
    'total_messages',
    'total_message_bytes',
    'max_memory',
    'max_storage',
  ]),
  ...jetstream('account', ACCOUNT_LABELS, ['max_memory', 'max_storage', 'storage_used', 'memory_used']),
  ...jetstream('stream', STREAM_LABELS, [
    'total_messages',
    'total_bytes',
    'first_seq',
    'last_seq',
    'consumer_count',
    'subject_count',
    'limit_bytes',
    'limit_messages',
  ]),
  ...jetstream('consumer', CONSUMER_LABELS, [
    'delivered_consumer_seq',
    'delivered_stream_seq',
    'last_delivery_seconds',
    'last_ack_seconds',
    'num_ack_pending',
    'num_redelivered',
    'num_waiting',
    'num_pending',
    'ack_floor_stream_seq',
    'ack_floor_consumer_seq',
  ]),
]);

/** @type {Readonly<Record<string, import('./known-metrics.mjs').KnownMetric>>} */
export const HEALTHZ_METRICS = { gnatsd_healthz_status: { type: 'gauge', labels: ['server_id', 'value'] } };

/** Strings that become a series of value 1 with the text as the label `value`. */
const TEXT_FIELDS = new Set(['server_id', 'server_name', 'version', 'domain', 'leader', 'name']);
/** Texts with a time in them become a number. */
const TIME_FIELDS = new Set(['start', 'config_load_time']);
/** What the exporter leaves out by name. */
const LEFT_OUT = new Set([
  'leaf',
  'trusted_operators_claim',
  'cluster_tls_timeout',
  'cluster_cluster_port',
  'cluster_auth_timeout',
  'gateway_port',
  'gateway_auth_timeout',
  'gateway_tls_timeout',
  'gateway_connect_retries',
]);

/**
 * What the exporter makes of an answer of /varz: each number becomes a gauge, named after the way to it.
 * @param {Readonly<Record<string, unknown>>} varz
 * @param {readonly string[]} [path]
 * @returns {Record<string, import('./known-metrics.mjs').KnownMetric>}
 */
export function varzMetrics(varz, path = []) {
  /** @type {Record<string, import('./known-metrics.mjs').KnownMetric>} */
  const metrics = {};
  for (const [key, value] of Object.entries(varz)) {
    const name = [...path, key].join('_').replaceAll('/', '_').replaceAll(/_{2,}/g, '_').replaceAll(/^_|_$/g, '');
    if (LEFT_OUT.has(name)) continue;
    const isNumber = typeof value === 'number' || (typeof value === 'string' && TIME_FIELDS.has(key));
    if (isNumber) metrics[`gnatsd_varz_${name}`] = { type: 'gauge', labels: ['server_id'] };
    else if (typeof value === 'string' && TEXT_FIELDS.has(key)) {
      metrics[`gnatsd_varz_${name}`] = { type: 'gauge', labels: ['server_id', 'value'] };
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      Object.assign(metrics, varzMetrics(/** @type {Record<string, unknown>} */ (value), [...path, key]));
    }
  }
  return metrics;
}
