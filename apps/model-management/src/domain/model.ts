import { DomainError, failedPrecondition, invalidArgument, notFound } from '@bodybroker/domain';

/** What a model is for. */
export const MODEL_TASKS = ['CHAT', 'EMBED', 'MODERATE'] as const;
export type ModelTask = (typeof MODEL_TASKS)[number];

/** The alias that a bare name stands for where nothing is deployed. */
export const CHAMPION = 'champion';

export const MAX_MODELS = 500;
export const MAX_VERSIONS = 1000;
export const MAX_ALIASES = 20;

/** A name under which versions are kept. */
export interface Model {
  readonly name: string;
  readonly task: ModelTask;
  readonly description: string;
  readonly tags: readonly string[];
  /** Numbers of versions. */
  readonly aliases: Readonly<Record<string, number>>;
  /** The highest number given; 0: none. */
  readonly latestNumber: number;
  readonly isArchived: boolean;
  readonly createdMs: number;
  readonly updatedMs: number;
}

/** @throws DomainError FAILED_PRECONDITION MODEL_ARCHIVED */
export function assertLive(model: Model): void {
  if (model.isArchived) throw failedPrecondition('MODEL_ARCHIVED', `model "${model.name}" is archived`);
}

/** Points an alias at a version. @throws DomainError RESOURCE_EXHAUSTED TOO_MANY_ALIASES */
export function withAlias(model: Model, alias: string, number: number): Model {
  const aliases = { ...model.aliases, [alias]: number };
  if (Object.keys(aliases).length > MAX_ALIASES) throw tooMany('ALIASES', MAX_ALIASES, 'a model');
  return { ...model, aliases };
}

/** @throws DomainError NOT_FOUND ALIAS_NOT_FOUND */
export function withoutAlias(model: Model, alias: string): Model {
  if (!Object.hasOwn(model.aliases, alias)) throw notFound('alias', alias);
  const { [alias]: _gone, ...aliases } = model.aliases;
  return { ...model, aliases };
}

const UPDATABLE = ['description', 'tags'] as const;
const IMMUTABLE = [
  'name',
  'task',
  'aliases',
  'latest_number',
  'archived',
  'created_ms',
  'updated_ms',
  'version',
] as const;

/** Takes over the fields that a mask names. @throws DomainError INVALID_ARGUMENT BAD_UPDATE_MASK, IMMUTABLE_FIELD */
export function withUpdate(
  model: Model,
  update: Pick<Model, (typeof UPDATABLE)[number]>,
  paths: readonly string[],
): Model {
  if (paths.length === 0) throw invalidArgument('update_mask', 'names no field', 'BAD_UPDATE_MASK');
  for (const path of paths) {
    if (IMMUTABLE.some((field) => field === path)) {
      throw invalidArgument('update_mask', `${path} cannot be changed`, 'IMMUTABLE_FIELD', { path });
    }
    if (!UPDATABLE.some((field) => field === path)) {
      throw invalidArgument('update_mask', `${path} is no field of a model`, 'BAD_UPDATE_MASK', { path });
    }
  }
  return {
    ...model,
    ...(paths.includes('description') ? { description: update.description } : {}),
    ...(paths.includes('tags') ? { tags: update.tags } : {}),
  };
}

/** RESOURCE_EXHAUSTED, reason TOO_MANY_<what>. */
export function tooMany(what: 'MODELS' | 'VERSIONS' | 'ALIASES', limit: number, whole: string): DomainError {
  return new DomainError('RESOURCE_EXHAUSTED', `TOO_MANY_${what}`, `${whole} has at most ${limit} of them`, {
    details: { limit: String(limit) },
    retryable: false,
  });
}
