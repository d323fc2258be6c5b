import { failedPrecondition, invalidArgument, notFound } from '@bodybroker/domain';
import type { ModelTask } from './model.js';
import type { ProviderSpec } from './provider-spec.js';
import { assertTransition, mayServe, type VersionStatus } from './version-status.js';

export interface ModelLimits {
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
}

/** Millionths of a US dollar for a million tokens. */
export interface ModelPrice {
  readonly inputMicrosPerMtok: number;
  readonly outputMicrosPerMtok: number;
}

/** How a version did in a suite. */
export interface Evaluation {
  readonly suite: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly recordedMs: number;
}

/** What a version is; never changes. */
export interface VersionDraft {
  readonly provider: ProviderSpec;
  readonly limits: ModelLimits;
  readonly price: ModelPrice;
  readonly capabilities: readonly string[];
  readonly artifactDigest: string;
}

/** One version of a model. */
export interface ModelVersion extends VersionDraft {
  readonly name: string;
  readonly number: number;
  readonly task: ModelTask;
  readonly status: VersionStatus;
  readonly statusReason: string;
  /** The last of each suite, newest first. */
  readonly evaluations: readonly Evaluation[];
  readonly createdMs: number;
  readonly updatedMs: number;
  /** Set on the one write that made it READY, so that it is told once. */
  readonly isNewlyReady: boolean;
}

export const DEFAULT_LIMITS: ModelLimits = { contextTokens: 4096, maxOutputTokens: 1024 };
export const FREE: ModelPrice = { inputMicrosPerMtok: 0, outputMicrosPerMtok: 0 };
/** Suites that are remembered of a version. */
export const MAX_SUITES = 20;

const CAPABILITY = /^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*$/;

/** Such as `narrator:3`. */
export function modelRefOf({ name, number }: Pick<ModelVersion, 'name' | 'number'>): string {
  return `${name}:${number}`;
}

/** NOT_FOUND, reason VERSION_NOT_FOUND. */
export function versionNotFound(name: string, number: number): Error {
  return notFound('version', modelRefOf({ name, number }));
}

/** @throws DomainError INVALID_ARGUMENT for a name that capability-registry would not take, or one twice */
export function checkCapabilities(capabilities: readonly string[]): void {
  capabilities.forEach((capability, index) => {
    const field = `capabilities[${index}]`;
    if (!CAPABILITY.test(capability)) throw invalidArgument(field, 'must be a dotted name such as ai.chat.stream');
    if (capabilities.indexOf(capability) !== index) throw invalidArgument(field, 'is named twice');
  });
}

/** A version in its first status. */
export function registerVersion(
  { name, task }: Pick<ModelVersion, 'name' | 'task'>,
  number: number,
  draft: VersionDraft,
  nowMs: number,
): ModelVersion {
  return {
    ...draft,
    name,
    number,
    task,
    status: 'REGISTERED',
    statusReason: '',
    evaluations: [],
    createdMs: nowMs,
    updatedMs: nowMs,
    isNewlyReady: false,
  };
}

/** @throws DomainError FAILED_PRECONDITION ILLEGAL_TRANSITION */
export function transitionVersion(
  version: ModelVersion,
  to: VersionStatus,
  { reason, nowMs }: { readonly reason: string; readonly nowMs: number },
): ModelVersion {
  assertTransition(version.status, to);
  return { ...version, status: to, statusReason: reason, updatedMs: nowMs, isNewlyReady: to === 'READY' };
}

/** @throws DomainError INVALID_ARGUMENT for a metric that is no number */
export function withEvaluation(version: ModelVersion, evaluation: Evaluation): ModelVersion {
  for (const [metric, value] of Object.entries(evaluation.metrics)) {
    if (!Number.isFinite(value)) throw invalidArgument(`metrics["${metric}"]`, 'must be a finite number');
  }
  const others = version.evaluations.filter(({ suite }) => suite !== evaluation.suite);
  return {
    ...version,
    evaluations: [evaluation, ...others].slice(0, MAX_SUITES),
    updatedMs: evaluation.recordedMs,
    isNewlyReady: false,
  };
}

/** @throws DomainError FAILED_PRECONDITION VERSION_NOT_READY {status} */
export function assertDeployable(version: ModelVersion): void {
  if (version.status === 'READY') return;
  throw failedPrecondition('VERSION_NOT_READY', `${modelRefOf(version)} is ${version.status}, not READY`, {
    status: version.status,
  });
}

/** @throws DomainError FAILED_PRECONDITION ILLEGAL_ALIAS_TARGET {status} */
export function assertMayHaveAlias(version: ModelVersion): void {
  if (mayServe(version.status)) return;
  throw failedPrecondition('ILLEGAL_ALIAS_TARGET', `${modelRefOf(version)} is ${version.status}`, {
    status: version.status,
  });
}
