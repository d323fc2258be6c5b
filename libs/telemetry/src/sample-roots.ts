import { randomBytes } from 'node:crypto';
import { context, trace, TraceFlags } from '@opentelemetry/api';
import type { SpanContext, Tracer } from '@opentelemetry/api';

/** What is used of a tracer here. */
export type SpanStarter = Pick<Tracer, 'startSpan'>;

/**
 * A tracer that decides which new traces are recorded before the SDK makes anything of them: its ids, attributes and samplers
 * cost a busy gateway several percent, also where nothing comes of them. Within a trace the decision is that of its beginning.
 * @param ratio share of new traces that are recorded, 0..1
 * @param random draws in [0, 1)
 */
export function sampleRoots(tracer: SpanStarter, ratio: number, random: () => number): SpanStarter {
  const process = randomBytes(8).toString('hex');
  let begun = 0;
  // A trace that is not recorded has ids too: they tell the processes behind that it has begun.
  const sampledOut = (): SpanContext => {
    begun += 1;
    const spanId = begun.toString(16).padStart(16, '0');
    return { traceId: process + spanId, spanId, traceFlags: TraceFlags.NONE };
  };
  return {
    startSpan: (name, options, around = context.active()) =>
      trace.getSpan(around) !== undefined || random() < ratio
        ? tracer.startSpan(name, options, around)
        : trace.wrapSpanContext(sampledOut()),
  };
}
