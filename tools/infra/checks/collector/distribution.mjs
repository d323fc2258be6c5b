/**
 * What the AWS distribution of the collector contains that is of any use here (the tables of its README, and
 * pkg/defaultcomponents/defaults.go), under the names its releases take. `otlp_http` is `otlphttp` in older ones, which newer still take.
 */
export const AWS_DISTRIBUTION = {
  receivers: [
    'otlp',
    'prometheus',
    'statsd',
    'zipkin',
    'jaeger',
    'kafka',
    'awsxray',
    'awsecscontainermetrics',
    'filelog',
  ],
  processors: [
    'attributes',
    'batch',
    'cumulativetodelta',
    'filter',
    'memory_limiter',
    'metricstransform',
    'probabilistic_sampler',
    'resource',
    'resourcedetection',
    'span',
    'tail_sampling',
  ],
  exporters: ['awscloudwatchlogs', 'awsemf', 'awsxray', 'debug', 'file', 'otlp', 'otlphttp', 'prometheusremotewrite'],
  extensions: ['awsproxy', 'ecs_observer', 'file_storage', 'health_check', 'pprof', 'sigv4auth', 'zpages'],
};
