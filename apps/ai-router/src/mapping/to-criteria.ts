import { GenerationKind } from '@bodybroker/contracts-ai-integration';
import { Privacy, RoutePriority, type Requirement, type RouteRequestRequest } from '@bodybroker/contracts-ai-router';
import { enumName } from '@bodybroker/service-kit';
import {
  DEFAULT_OUTPUT_TOKENS,
  GENERATION_KINDS,
  PRIVACIES,
  ROUTE_PRIORITIES,
  type RouteCriteria,
  type Requirement as Wanted,
} from '../domain/route-criteria.js';

/** Reads a request. @throws DomainError INVALID_ARGUMENT */
export function toCriteria(request: RouteRequestRequest): RouteCriteria {
  const { kind, priority, privacy, budget, playerId, maxOutputTokens } = request;
  return {
    kind: enumName(GenerationKind, kind, GENERATION_KINDS, 'kind'),
    promptTokens: request.promptTokensEstimate,
    maxOutputTokens: maxOutputTokens === 0 ? DEFAULT_OUTPUT_TOKENS : maxOutputTokens,
    requirements: request.requirements.map(toRequirement),
    sessionKey: request.sessionKey,
    playerId: playerId === '' ? undefined : playerId,
    priority:
      priority === RoutePriority.UNSPECIFIED
        ? 'NORMAL'
        : enumName(RoutePriority, priority, ROUTE_PRIORITIES, 'priority'),
    privacy: privacy === Privacy.UNSPECIFIED ? 'ANY' : enumName(Privacy, privacy, PRIVACIES, 'privacy'),
    maxCostMicros: budget?.maxCostMicros === undefined ? undefined : Number(budget.maxCostMicros),
    maxLatencyMs: budget?.maxLatencyMs === undefined ? undefined : Number(budget.maxLatencyMs),
    prefer: request.prefer,
    exclude: request.exclude,
  };
}

function toRequirement({ name, range, condition, optional, weight }: Requirement): Wanted {
  return { name, range, condition, isOptional: optional, weight: weight === 0 ? 1 : weight };
}
