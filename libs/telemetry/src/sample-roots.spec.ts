import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import type { SpanContext } from '@opentelemetry/api';
import { sampleRoots } from './sample-roots.js';

const RECORDED: SpanContext = { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: TraceFlags.SAMPLED };

describe('a tracer that samples roots', () => {
  const startSpan = jest.fn(() => trace.wrapSpanContext(RECORDED));
  const draws = [0, 0.09, 0.1, 0.9];
  const tracer = sampleRoots({ startSpan }, 0.1, () => draws.shift() ?? 0.5);

  beforeEach(() => startSpan.mockClear());

  it('hands the share it records to the SDK, with all it was given', () => {
    const options = { kind: SpanKind.SERVER };
    const spans = Array.from({ length: 4 }, () => tracer.startSpan('s', options, ROOT_CONTEXT));
    expect(spans.map((span) => span.spanContext().traceFlags)).toEqual([1, 1, 0, 0]);
    expect(startSpan.mock.calls).toEqual(Array.from({ length: 2 }, () => ['s', options, ROOT_CONTEXT]));
  });

  it('gives each of the others ids of its own that are valid', () => {
    const spans = Array.from({ length: 3 }, () => tracer.startSpan('s', {}, ROOT_CONTEXT));
    expect(spans.every((span) => trace.isSpanContextValid(span.spanContext()))).toBe(true);
    expect(spans.every((span) => span.isRecording())).toBe(false);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(3);
  });

  it('leaves a trace that has begun to the SDK', () => {
    const around = trace.setSpanContext(ROOT_CONTEXT, { ...RECORDED, traceFlags: TraceFlags.NONE, isRemote: true });
    tracer.startSpan('s', {}, around);
    expect(startSpan).toHaveBeenCalledTimes(1);
  });
});
