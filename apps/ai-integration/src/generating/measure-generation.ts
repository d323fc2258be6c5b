import { CALL_BUCKETS, type Metrics } from '@bodybroker/telemetry';
import type { Usage } from '../domain/generation.js';

/** What is measured of a generation that is over. */
export interface GenerationMeasurement {
  /** Empty when none answered. */
  readonly provider: string;
  /** Empty when it went well. */
  readonly code: string;
  readonly ttftMs: number;
  readonly latencyMs: number;
  readonly usage: Usage;
}

export type MeasureGeneration = (measurement: GenerationMeasurement) => void;

/** Measures generations under the names of OpenTelemetry's conventions for generative AI. */
export function measureGeneration(metrics: Metrics): MeasureGeneration {
  const by = ['gen_ai.provider.name', 'error.type'];
  const duration = metrics.histogram('gen_ai.server.request.duration', {
    description: 'how long generations took',
    unit: 's',
    attributes: by,
    buckets: CALL_BUCKETS,
  });
  const firstWords = metrics.histogram('gen_ai.server.time_to_first_token', {
    description: 'how long the first words took',
    unit: 's',
    attributes: by,
    buckets: CALL_BUCKETS,
  });
  const tokens = metrics.counter('gen_ai.server.tokens', {
    description: 'tokens read and written',
    attributes: ['gen_ai.provider.name', 'gen_ai.token.type'],
  });
  return ({ provider, code, ttftMs, latencyMs, usage }) => {
    const from = { 'gen_ai.provider.name': provider };
    const attributes = { ...from, 'error.type': code };
    duration.record(latencyMs / 1000, attributes);
    firstWords.record(ttftMs / 1000, attributes);
    tokens.add(usage.promptTokens, { ...from, 'gen_ai.token.type': 'input' });
    tokens.add(usage.completionTokens, { ...from, 'gen_ai.token.type': 'output' });
  };
}
