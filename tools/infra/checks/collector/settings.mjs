/**
 * What the components that are used here take, as their READMEs in opentelemetry-collector and -contrib have it. The collector does not start
 * with a setting it does not know. `true`: any value; an object: the settings below it.
 * @typedef {{ readonly [name: string]: true | Settings }} Settings
 */

/** @type {Settings} */
const RETRY = { enabled: true, initial_interval: true, max_interval: true, max_elapsed_time: true, multiplier: true };
/** @type {Settings} */
const TO_HTTP = {
  endpoint: true,
  headers: true,
  timeout: true,
  compression: true,
  tls: true,
  auth: { authenticator: true },
};
/** @type {Settings} */
const OTLP_HTTP = {
  ...TO_HTTP,
  traces_endpoint: true,
  metrics_endpoint: true,
  logs_endpoint: true,
  encoding: true,
  retry_on_failure: RETRY,
  sending_queue: { enabled: true, num_consumers: true, queue_size: true, storage: true },
};

/** @type {Readonly<Record<'receivers' | 'processors' | 'exporters' | 'extensions', Settings>>} */
export const COMPONENT_SETTINGS = {
  receivers: {
    otlp: { protocols: { grpc: true, http: true } },
    prometheus: { config: true, target_allocator: true, trim_metric_suffixes: true },
  },
  processors: {
    batch: { timeout: true, send_batch_size: true, send_batch_max_size: true, metadata_keys: true },
    memory_limiter: {
      check_interval: true,
      limit_mib: true,
      spike_limit_mib: true,
      limit_percentage: true,
      spike_limit_percentage: true,
    },
    probabilistic_sampler: { sampling_percentage: true, hash_seed: true, mode: true, fail_closed: true },
    resource: { attributes: true },
  },
  exporters: {
    debug: { verbosity: true, sampling_initial: true, sampling_thereafter: true },
    otlp_http: OTLP_HTTP,
    otlphttp: OTLP_HTTP,
    prometheusremotewrite: {
      ...TO_HTTP,
      external_labels: true,
      namespace: true,
      add_metric_suffixes: true,
      send_metadata: true,
      remote_write_queue: { enabled: true, queue_size: true, num_consumers: true },
      retry_on_failure: RETRY,
      resource_to_telemetry_conversion: { enabled: true },
      target_info: { enabled: true },
      disable_scope_info: true,
      max_batch_size_bytes: true,
    },
  },
  extensions: {
    health_check: { endpoint: true, path: true },
    sigv4auth: { region: true, service: true, assume_role: { arn: true, sts_region: true } },
  },
};
