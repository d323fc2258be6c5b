export { CALL_BUCKETS, DATABASE_BUCKETS } from './duration-buckets.js';
export { createInstrumentation } from './create-instrumentation.js';
export { createLogger } from './create-logger.js';
export { createMetrics } from './create-metrics.js';
export { noInstrumentation } from './instrumentation.js';
export { noLogger } from './logger.js';
export { noStoreInstrumentation } from './store-instrumentation.js';
export { startTracing } from './start-tracing.js';
export type { InstrumentationParts } from './create-instrumentation.js';
export type { LoggerOptions, LogLevel } from './create-logger.js';
export type { MetricsIdentity } from './create-metrics.js';
export type { ActiveHttpRequest, HttpInstrumentation } from './http-instrumentation.js';
export type { ActiveOperation, Instrumentation, RpcName, TraceCarrier } from './instrumentation.js';
export type { LogFields, Logger } from './logger.js';
export type {
  CounterMetric,
  GaugeReading,
  HistogramMetric,
  HistogramRecorder,
  MetricAttributes,
  MetricOptions,
  Metrics,
} from './metrics.js';
export type { Tracing, TracingOptions } from './start-tracing.js';
export type { StoreCall, StoreInstrumentation } from './store-instrumentation.js';
