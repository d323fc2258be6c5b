import { createTraceState, isSpanContextValid } from '@opentelemetry/api';
import type { SpanContext } from '@opentelemetry/api';
import type { TraceCarrier } from './instrumentation.js';

/** https://www.w3.org/TR/trace-context/#traceparent-header: a later version may add parts at the end. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

const TRACEPARENT_LENGTH = 55;

/** The span a carrier comes from; undefined when it carries none, or nothing that can be read. */
export function readTraceCarrier(carrier: TraceCarrier): SpanContext | undefined {
  const match = TRACEPARENT.exec(carrier.traceparent ?? '');
  if (match === null) return undefined;
  const [, version = '', traceId = '', spanId = '', flags = '', more] = match;
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  const context: SpanContext = {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16) & 1,
    isRemote: true,
    ...(carrier.tracestate ? { traceState: createTraceState(carrier.tracestate) } : {}),
  };
  return isSpanContextValid(context) ? context : undefined;
}

/** Whether a carrier comes from a trace that is not recorded: version 00, flag `sampled` off. */
export function isSampledOut({ traceparent }: TraceCarrier): boolean {
  if (traceparent?.length !== TRACEPARENT_LENGTH || !traceparent.startsWith('00-')) return false;
  return (Number.parseInt(traceparent.charAt(TRACEPARENT_LENGTH - 1), 16) & 1) === 0;
}

/** What to send so that the next process continues this span. Baggage goes through as it came. */
export function writeTraceCarrier(context: SpanContext, baggage: string | undefined): TraceCarrier {
  const flags = context.traceFlags.toString(16).padStart(2, '0');
  const tracestate = context.traceState?.serialize();
  return {
    traceparent: `00-${context.traceId}-${context.spanId}-${flags}`,
    ...(tracestate ? { tracestate } : {}),
    ...(baggage === undefined ? {} : { baggage }),
  };
}
