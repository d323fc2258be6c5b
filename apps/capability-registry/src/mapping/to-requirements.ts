import type { Requirement as RequirementMessage } from '@bodybroker/contracts-capability-registry';
import type { ConditionCache } from '@bodybroker/conditions';
import { invalidArgument } from '@bodybroker/domain';
import type { Requirement } from '../domain/requirement.js';
import type { Versions } from '../domain/versions.js';
import type { Definitions } from '../storage/definitions.js';

export interface ToRequirementsOptions {
  readonly definitions: Pick<Definitions, 'require'>;
  readonly versions: Versions;
  readonly conditions: Pick<ConditionCache, 'get'>;
}

/**
 * Reads requirements.
 * @throws DomainError NOT_FOUND CAPABILITY; INVALID_ARGUMENT BAD_RANGE, BAD_CONDITION
 */
export function toRequirements(
  messages: readonly RequirementMessage[],
  { definitions, versions, conditions }: ToRequirementsOptions,
): readonly Requirement[] {
  return messages.map(({ name, range, condition, optional, weight }) => {
    definitions.require(name);
    requireRange(versions, range, 'requirements.range');
    if (condition !== '') conditions.get(condition);
    return { name, range, condition, isOptional: optional, weight: weight === 0 ? 1 : weight };
  });
}

/** Empty stands for any. @throws DomainError INVALID_ARGUMENT BAD_RANGE */
export function requireRange(versions: Versions, range: string, field: string): void {
  if (range === '' || versions.isRange(range)) return;
  throw invalidArgument(field, 'must be a range of versions, such as >=1.0', 'BAD_RANGE');
}
