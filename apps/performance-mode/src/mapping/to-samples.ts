import { Thermal, type MetricSample as SampleMessage } from '@bodybroker/contracts-performance-mode';
import { enumName } from '@bodybroker/service-kit';
import { THERMALS, type MetricSample } from '../domain/metric-sample.js';

/** A sample without a time is of now. */
export function toSample({ atMs, fpsP5, thermal }: SampleMessage, nowMs: number): MetricSample {
  return {
    atMs: atMs === 0n ? nowMs : Number(atMs),
    fpsP5,
    thermal: enumName(Thermal, thermal, THERMALS, 'samples.thermal'),
  };
}
