import { DomainError } from '@bodybroker/domain';
import type { Deps } from '../deps.js';
import { answerKey, isDetermined } from '../storage/answer-key.js';
import type { Answer } from '../domain/answer.js';
import type { Caller } from '../domain/caller.js';
import { chooseTargets, limitByMode } from '../domain/choose-targets.js';
import type { GenerateRequest } from '../domain/generation.js';
import { readJsonSchema, validateGenerateRequest } from '../domain/validate-generate-request.js';
import type { ResolvedModel } from '../providers/model-resolver.js';
import type { Ask } from './ask.js';
import { compileJsonCheck, type JsonCheck } from './check-json.js';

/** A generation about to run: all that can be refused about it has been looked at. */
export interface GenerationPlan {
  readonly id: string;
  readonly caller: Caller;
  readonly decisionId: string;
  /** With what the server's mode leaves of its wishes. */
  readonly request: GenerateRequest;
  /** To be tried in this order; each once. */
  readonly models: readonly ResolvedModel[];
  /** Set for kind JSON. */
  readonly checkJson: JsonCheck | undefined;
  /** An earlier answer that is given again. */
  readonly cached: Answer | undefined;
  /** Where the answer is kept; undefined when it is not. */
  readonly answerKey: string | undefined;
}

/**
 * Decides what a generation will be.
 * @throws DomainError INVALID_ARGUMENT; NOT_FOUND MODEL_NOT_FOUND or ANSWER_NOT_CACHED
 */
export async function planGeneration(deps: Deps, ask: Ask): Promise<GenerationPlan> {
  const { caller, decisionId, cacheMode } = ask;
  validateGenerateRequest(ask.request);
  const { jsonSchema } = ask.request.params;
  const checkJson = jsonSchema === undefined ? undefined : compileJsonCheck(readJsonSchema(jsonSchema));
  const mode = await deps.mode.current();
  const request = { ...ask.request, params: limitByMode(ask.request.params, mode) };
  const targets = chooseTargets(request.targets, deps.models.defaultTarget, mode);
  const models = await resolveAll(deps, targets, caller.playerId ?? decisionId);
  const refs = models.map(({ modelRef }) => modelRef);
  const key = cacheMode !== 'BYPASS' && isDetermined(request) ? answerKey(request, caller.author, refs) : undefined;
  const cached = key === undefined ? undefined : await deps.answers.find(key);
  if (cacheMode === 'ONLY' && cached === undefined) {
    throw new DomainError('NOT_FOUND', 'ANSWER_NOT_CACHED', 'there is no earlier answer to this');
  }
  return { id: deps.newId(), caller, decisionId, request, models, checkJson, cached, answerKey: key };
}

/** Two names of one version are one target. While not all models are known, one that is not found is passed over for those that are. */
async function resolveAll(
  { models }: Deps,
  targets: readonly string[],
  routingKey: string,
): Promise<readonly ResolvedModel[]> {
  const key = routingKey === '' ? undefined : routingKey;
  const answers = await Promise.allSettled(targets.map((target) => models.resolve(target, key)));
  const resolved = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const missing = answers.find((answer) => answer.status === 'rejected');
  if (missing !== undefined && (models.knowsAll || resolved.length === 0)) throw missing.reason;
  return resolved.filter(({ modelRef }, index) => resolved.findIndex((each) => each.modelRef === modelRef) === index);
}
