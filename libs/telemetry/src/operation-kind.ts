import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import type { ActiveOperation, TraceCarrier } from './instrumentation.js';
import type { HistogramMetric, HistogramRecorder } from './metrics.js';
import type { SpanStarter } from './sample-roots.js';
import { isSampledOut, readTraceCarrier, writeTraceCarrier } from './trace-carrier.js';

/** Outcomes that are the fault of the server; any other refusal is a good answer to a bad request. */
const SERVER_FAULTS: ReadonlySet<string> = new Set([
  'DATA_LOSS',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  'UNAVAILABLE',
  'UNIMPLEMENTED',
  'UNKNOWN',
]);

const NO_CARRIER: TraceCarrier = {};

export interface OperationPlan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly histogram: HistogramMetric;
  /** Attributes of the measurement, of few values each. */
  readonly measured: Readonly<Record<string, string>>;
  readonly statusAttribute: 'rpc.response.status_code' | 'error.type';
}

/** One kind of operation, such as the calls of one method: all that is the same for each of them is worked out once. */
export class OperationKind {
  readonly #plan: OperationPlan;
  readonly #tracer: SpanStarter | undefined;
  readonly #recorders = new Map<string, HistogramRecorder>();

  constructor(tracer: SpanStarter | undefined, plan: OperationPlan) {
    this.#tracer = tracer;
    this.#plan = plan;
  }

  /** @param parent undefined: the operation under way is the parent */
  start(parent: TraceCarrier | undefined): ActiveOperation {
    const span = startSpan(this.#tracer, parent, this.#plan);
    return span === undefined ? this.startUntraced(parent) : new Traced(this, span, parent);
  }

  /** Starts one that is measured only. */
  startUntraced(parent: TraceCarrier | undefined): ActiveOperation {
    return new Measured(this, parent ?? NO_CARRIER);
  }

  record(seconds: number, outcome: string): void {
    let recorder = this.#recorders.get(outcome);
    if (recorder === undefined) {
      const { histogram, measured } = this.#plan;
      recorder = histogram.withAttributes({ ...measured, ...this.#resultOf(outcome) });
      this.#recorders.set(outcome, recorder);
    }
    recorder.record(seconds);
  }

  endSpan(span: Span, outcome: string): void {
    if (!span.isRecording()) return;
    span.setAttributes(this.#resultOf(outcome));
    const isFault = this.#plan.kind === SpanKind.SERVER ? SERVER_FAULTS.has(outcome) : outcome !== 'OK';
    // The error's own text stays in the log: it may hold what a player wrote.
    if (isFault) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }

  #resultOf(outcome: string): Record<string, string> {
    const { statusAttribute } = this.#plan;
    return {
      ...(outcome === 'OK' ? {} : { 'error.type': outcome }),
      ...(statusAttribute === 'error.type' ? {} : { [statusAttribute]: outcome }),
    };
  }
}

/** An operation that is measured and not traced: the trace context goes through as it came. */
class Measured implements ActiveOperation {
  readonly carrier: TraceCarrier;
  readonly #kind: OperationKind;
  readonly #startedMs = performance.now();
  #isOver = false;

  constructor(kind: OperationKind, carrier: TraceCarrier) {
    this.#kind = kind;
    this.carrier = carrier;
  }

  run<T>(work: () => T): T {
    return work();
  }

  end(outcome: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#kind.record((performance.now() - this.#startedMs) / 1000, outcome);
  }
}

class Traced implements ActiveOperation {
  readonly carrier: TraceCarrier;
  readonly #kind: OperationKind;
  readonly #started: StartedSpan;
  readonly #startedMs = performance.now();
  #isOver = false;

  constructor(kind: OperationKind, started: StartedSpan, parent: TraceCarrier | undefined) {
    this.#kind = kind;
    this.#started = started;
    this.carrier = writeTraceCarrier(started.span.spanContext(), parent?.baggage);
  }

  run<T>(work: () => T): T {
    const { span, around } = this.#started;
    // What is not recorded has nothing to hang other spans on; they find out by the carrier.
    return span.isRecording() ? context.with(trace.setSpan(around, span), work) : work();
  }

  end(outcome: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#kind.record((performance.now() - this.#startedMs) / 1000, outcome);
    this.#kind.endSpan(this.#started.span, outcome);
  }
}

interface StartedSpan {
  readonly span: Span;
  /** The context it was started in. */
  readonly around: Context;
}

/**
 * Starts a span; undefined where there is none to be: without a tracer, and in a trace that whoever began it decided not to
 * record. That is decided once, at the edge, and costs nothing behind it.
 */
export function startSpan(
  tracer: SpanStarter | undefined,
  parent: TraceCarrier | undefined,
  { name, kind, attributes }: Pick<OperationPlan, 'name' | 'kind' | 'attributes'>,
): StartedSpan | undefined {
  if (tracer === undefined || (parent !== undefined && isSampledOut(parent))) return undefined;
  const around = contextOf(parent);
  return { span: tracer.startSpan(name, { kind, attributes }, around), around };
}

/** A carrier decides, also when it is empty; without one the operation under way is the parent. */
function contextOf(parent: TraceCarrier | undefined): Context {
  if (parent === undefined) return context.active();
  const remote = readTraceCarrier(parent);
  return remote === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, remote);
}
