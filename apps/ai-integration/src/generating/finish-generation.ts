import { isDomainError } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import type { GenerationRecord } from '../domain/generation-record.js';
import type { StreamChunk } from '../domain/stream-chunk.js';
import { nextStreamState, type StreamEvent } from '../domain/stream-state.js';
import { generationEnded } from '../publishers/generation-ended.js';
import type { Course } from './course.js';
import type { GenerationPlan } from './plan-generation.js';
import type { EndedGeneration, Outcome } from './run-generation.js';
import type { StreamOutlet } from './stream-outlet.js';

/** A generation whose last word is said. */
export interface SpokenGeneration {
  readonly course: Course;
  /** As it was when it began. */
  readonly record: GenerationRecord;
  readonly outcome: Outcome;
  readonly stream: StreamOutlet | undefined;
}

const EVENTS: Readonly<Record<Outcome['kind'], StreamEvent>> = { done: 'finish', cancelled: 'cancel', failed: 'fail' };

/** Writes down how a generation went, tells of it, and ends its stream: in this order, so that who has read the end finds it kept. */
export async function finishGeneration(
  deps: Deps,
  plan: GenerationPlan,
  { course, record, outcome, stream }: SpokenGeneration,
): Promise<EndedGeneration> {
  const { attempts, latencyMs, ttftMs } = course;
  if (outcome.kind === 'failed' && !isDomainError(outcome.error)) {
    deps.logger.error('a generation failed', { error: outcome.error, generation: plan.id });
  }
  await stream?.saved();
  const last = stream === undefined ? [] : lastChunks(stream, outcome);
  const lastSequence = last.at(-1)?.sequence;
  const ended: GenerationRecord = {
    ...record,
    ...outcome.answer,
    state: nextStreamState(record.state, EVENTS[outcome.kind]),
    ...(lastSequence === undefined ? {} : { lastSequence }),
  };
  const event = generationEnded(ended, {
    clock: deps.clock,
    target: attempts.at(-1)?.target ?? course.model?.target ?? '',
    attempts,
    code: codeOf(outcome),
    ttftMs,
    latencyMs,
  });
  deps.measure({ provider: ended.provider, code: codeOf(outcome), ttftMs, latencyMs, usage: ended.usage });
  // The words are out: who waits for them gets them, whether or not they can be kept.
  const unkept = (error: unknown): void =>
    deps.logger.warn('the end of a generation was not kept', { error, generation: plan.id });
  await deps.records.finish(ended, event, deps.chunks.puts(plan.id, last)).catch(unkept);
  if (plan.answerKey !== undefined && plan.cached === undefined && isWorthKeeping(outcome)) {
    await deps.answers.keep(plan.answerKey, outcome.answer).catch(unkept);
  }
  // Before the first word there is nothing to end: the call itself fails.
  if (outcome.kind === 'failed' && !outcome.partial) stream?.fail(outcome.error);
  else stream?.close(last);
  return { outcome, attempts, latencyMs };
}

function lastChunks(stream: StreamOutlet, outcome: Outcome): readonly StreamChunk[] {
  if (outcome.kind !== 'failed') return stream.done(outcome.answer, outcome.answer.usage);
  const { error, partial } = outcome;
  return stream.failed({
    reason: codeOf(outcome),
    message: isDomainError(error) ? error.message : 'an internal error occurred',
    partial,
  });
}

/** Empty when it went well. */
function codeOf(outcome: Outcome): string {
  if (outcome.kind === 'done') return '';
  if (outcome.kind === 'cancelled') return 'CANCELLED';
  return isDomainError(outcome.error) ? outcome.error.reason : 'INTERNAL';
}

function isWorthKeeping({ kind, answer }: Outcome): boolean {
  return kind === 'done' && (answer.finishReason === 'STOP' || answer.finishReason === 'LENGTH');
}
