import { DomainError, isDomainError } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import type { Answer } from '../domain/answer.js';
import { noProvider } from '../domain/choose-targets.js';
import { classifyProviderFailure, retryDelayMs } from '../domain/classify-provider-failure.js';
import { isProviderFailedError } from '../providers/provider-failed-error.js';
import type { ResolvedModel } from '../providers/model-resolver.js';
import { askModel } from './ask-model.js';
import type { Course } from './course.js';
import type { GenerationPlan } from './plan-generation.js';

/** Tries at one model before the next one is asked. */
export const MAX_TRIES = 3;

/**
 * Asks the models of the plan in their order until one answers, each again when that may help. Once words have been said, a
 * failure is the end.
 *
 * @throws DomainError UNAVAILABLE: reason PROVIDER_FAILED when words had been said, else NO_PROVIDER; FAILED_PRECONDITION
 * OUTPUT_SCHEMA; the signal's reason
 */
export async function tryModels(
  deps: Deps,
  plan: GenerationPlan,
  course: Course,
  delivery: 'STREAM' | 'WHOLE',
  signal: AbortSignal,
): Promise<Answer> {
  for (const model of plan.models) {
    course.model = model;
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      try {
        const answer = await askModel(deps, plan, model, { delivery, say: course.say }, signal);
        course.attempts.push({ target: model.target, modelRef: model.modelRef, error: '' });
        return answer;
      } catch (error) {
        const pauseMs = pauseAfter(deps, { course, model, delivery, tries }, error);
        if (pauseMs === undefined) break;
        await deps.sleep(pauseMs, signal);
      }
    }
  }
  throw noProvider(course.attempts);
}

interface FailedTry {
  readonly course: Course;
  readonly model: ResolvedModel;
  readonly delivery: 'STREAM' | 'WHOLE';
  readonly tries: number;
}

/** How long to wait before the same model is asked again; undefined: ask another. Throws what ends the generation. */
function pauseAfter(
  { clock, random }: Deps,
  { course, model, delivery, tries }: FailedTry,
  thrown: unknown,
): number | undefined {
  if (!isProviderFailedError(thrown)) {
    if (isDomainError(thrown)) {
      course.attempts.push({ target: model.target, modelRef: model.modelRef, error: thrown.reason });
    }
    throw thrown;
  }
  const { error, retry, retryAfterMs } = classifyProviderFailure(thrown.failure, clock.now());
  course.attempts.push({ target: model.target, modelRef: model.modelRef, error });
  if (delivery === 'WHOLE') course.startOver();
  if (course.hasSpoken) {
    throw new DomainError('UNAVAILABLE', 'PROVIDER_FAILED', 'the model broke off', {
      details: { target: model.target, error },
    });
  }
  return retry && tries < MAX_TRIES ? retryDelayMs(tries, random(), retryAfterMs) : undefined;
}
