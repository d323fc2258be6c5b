import type { Deps } from '../deps.js';
import type { Answer, Attempt } from '../domain/answer.js';
import { countPromptTokens } from '../domain/count-tokens.js';
import { ALIVE_MS, type GenerationRecord } from '../domain/generation-record.js';
import { splitIntoChunks } from '../domain/split-into-chunks.js';
import { nextStreamState } from '../domain/stream-state.js';
import { reservedTokens } from '../domain/token-budget.js';
import { Course } from './course.js';
import { finishGeneration } from './finish-generation.js';
import { keepAlive } from './keep-alive.js';
import type { GenerationPlan } from './plan-generation.js';
import type { StreamOutlet } from './stream-outlet.js';
import { tryModels } from './try-models.js';

/** How a generation went. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'cancelled'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly answer: Answer; readonly error: unknown; readonly partial: boolean };

/** A generation that is over and written down. */
export interface EndedGeneration {
  readonly outcome: Outcome;
  readonly attempts: readonly Attempt[];
  readonly latencyMs: number;
}

/**
 * Runs a generation to its end and writes down how it went. Words go to `stream` as they come.
 * @throws DomainError RESOURCE_EXHAUSTED STREAM_LIMIT or TOKEN_BUDGET, UNAVAILABLE STORE_UNAVAILABLE: then it never began
 */
export function runGeneration(
  deps: Deps,
  plan: GenerationPlan,
  signal: AbortSignal,
  stream?: StreamOutlet,
): Promise<EndedGeneration> {
  const streamOf = stream === undefined ? undefined : plan.caller.playerId;
  return holdingStream(deps, plan.id, streamOf, () =>
    spendingTokens(deps, plan, async () => {
      const live = deps.live.open(plan.id, signal);
      const course = new Course(deps.clock, (words) => stream?.say(words));
      const record = await begin(deps, plan, course, stream).catch((error: unknown) => {
        live.close();
        throw error;
      });
      const life = keepAlive(deps, { id: plan.id, streamOf }, live);
      try {
        const outcome = await speak(deps, plan, course, live.signal, stream);
        return await finishGeneration(deps, plan, { course, record, outcome, stream });
      } finally {
        life.stop();
        live.close();
      }
    }),
  );
}

async function holdingStream<T>(
  { liveStreams, logger }: Deps,
  id: string,
  playerId: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (playerId === undefined) return work();
  await liveStreams.enter(playerId, id);
  try {
    return await work();
  } finally {
    // It stops counting by itself if this fails.
    await liveStreams
      .leave(playerId, id)
      .catch((error: unknown) => logger.warn('a stream was not given back', { error }));
  }
}

async function spendingTokens(
  { budgets, logger }: Deps,
  { caller, request, cached }: GenerationPlan,
  work: () => Promise<EndedGeneration>,
): Promise<EndedGeneration> {
  if (caller.playerId === undefined || cached !== undefined) return work();
  const tokens = reservedTokens(countPromptTokens(request.messages), request.params.maxTokens);
  const reservation = await budgets.reserve(caller.playerId, tokens);
  let used = 0;
  try {
    const ended = await work();
    const { promptTokens, completionTokens } = ended.outcome.answer.usage;
    used = promptTokens + completionTokens;
    return ended;
  } finally {
    await reservation.settle(used).catch((error: unknown) => logger.warn('a budget was not settled', { error }));
  }
}

async function begin(
  { records }: Deps,
  { id, caller, decisionId, request }: GenerationPlan,
  course: Course,
  stream: StreamOutlet | undefined,
): Promise<GenerationRecord> {
  const record: GenerationRecord = {
    ...course.brokenOff(request, 'STOP'),
    id,
    owner: caller.owner,
    ...(caller.playerId === undefined ? {} : { playerId: caller.playerId }),
    decisionId,
    delivery: stream === undefined ? 'WHOLE' : 'STREAM',
    state: nextStreamState('QUEUED', 'start'),
    startedMs: course.startedMs,
    aliveUntilMs: course.startedMs + ALIVE_MS,
  };
  await records.create(record);
  return record;
}

async function speak(
  deps: Deps,
  plan: GenerationPlan,
  course: Course,
  signal: AbortSignal,
  stream: StreamOutlet | undefined,
): Promise<Outcome> {
  const { request, cached } = plan;
  try {
    signal.throwIfAborted();
    if (cached !== undefined) {
      splitIntoChunks(cached.text).forEach(course.say);
      return { kind: 'done', answer: { ...cached, usage: { ...cached.usage, costMicros: 0n } } };
    }
    return { kind: 'done', answer: await tryModels(deps, plan, course, stream ? 'STREAM' : 'WHOLE', signal) };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled', answer: course.brokenOff(request, 'CANCELLED') };
    const partial = course.hasSpoken && stream !== undefined;
    return { kind: 'failed', answer: course.brokenOff(request, 'ERROR'), error, partial };
  }
}
