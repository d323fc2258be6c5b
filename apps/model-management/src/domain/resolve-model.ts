import { failedPrecondition, notFound } from '@bodybroker/domain';
import { isOnCanary } from './canary-share.js';
import type { Deployment } from './deployment.js';
import { CHAMPION, type Model } from './model.js';
import type { ModelRef } from './model-ref.js';
import { modelRefOf, versionNotFound, type ModelVersion } from './model-version.js';
import { deploymentIn, type Rollout } from './rollout.js';
import { mayServe } from './version-status.js';

export type ResolvedVia = 'ALIAS' | 'PIN' | 'DEPLOYMENT' | 'CANARY';

/** What is known of one model where it is asked for. */
export interface ModelView {
  readonly model: Model | undefined;
  readonly rollout: Rollout | undefined;
  version(number: number): ModelVersion | undefined;
}

export interface Resolution {
  readonly version: ModelVersion;
  readonly via: ResolvedVia;
  /** Of DEPLOYMENT and CANARY; empty otherwise. */
  readonly deploymentId: string;
  /** The version that waits beside it. */
  readonly shadow: ModelVersion | undefined;
  /** Whether another routing key may get another version. */
  readonly dependsOnKey: boolean;
}

/**
 * What a reference stands for: a version or an alias as named; a bare name for what is deployed, or else for the alias champion.
 * @throws DomainError NOT_FOUND MODEL_NOT_FOUND, VERSION_NOT_FOUND, ALIAS_NOT_FOUND; FAILED_PRECONDITION NOT_DEPLOYED,
 * VERSION_NOT_SERVING {status}
 */
export function resolveModel(ref: ModelRef, view: ModelView, routingKey: string | undefined): Resolution {
  const { model } = view;
  if (model === undefined || model.isArchived) throw notFound('model', ref.name);
  if (ref.kind === 'pin') return plain(serving(view, ref.name, ref.number), 'PIN');
  if (ref.kind === 'alias') return byAlias(view, model, ref.alias);
  const active = view.rollout && deploymentIn(view.rollout, 'ACTIVE');
  if (view.rollout === undefined || active === undefined) {
    if (Object.hasOwn(model.aliases, CHAMPION)) return byAlias(view, model, CHAMPION);
    throw failedPrecondition('NOT_DEPLOYED', `no version of "${model.name}" serves here`);
  }
  return byDeployment(view, view.rollout, active, routingKey);
}

function byAlias(view: ModelView, model: Model, alias: string): Resolution {
  const number = Object.hasOwn(model.aliases, alias) ? model.aliases[alias] : undefined;
  if (number === undefined) throw notFound('alias', `${model.name}@${alias}`);
  return plain(serving(view, model.name, number), 'ALIAS');
}

function byDeployment(
  view: ModelView,
  rollout: Rollout,
  active: Deployment,
  routingKey: string | undefined,
): Resolution {
  const canary = deploymentIn(rollout, 'CANARY');
  const shadow = deploymentIn(rollout, 'PENDING');
  const takesCanary =
    canary !== undefined && routingKey !== undefined && isOnCanary(canary.id, routingKey, canary.canaryBasisPoints);
  const chosen = takesCanary ? canary : active;
  return {
    version: serving(view, chosen.name, chosen.number),
    via: takesCanary ? 'CANARY' : 'DEPLOYMENT',
    deploymentId: chosen.id,
    shadow: shadow && view.version(shadow.number),
    dependsOnKey: canary !== undefined,
  };
}

function serving(view: ModelView, name: string, number: number): ModelVersion {
  const version = view.version(number);
  if (version === undefined) throw versionNotFound(name, number);
  if (mayServe(version.status)) return version;
  throw failedPrecondition('VERSION_NOT_SERVING', `${modelRefOf(version)} is ${version.status}`, {
    status: version.status,
  });
}

function plain(version: ModelVersion, via: ResolvedVia): Resolution {
  return { version, via, deploymentId: '', shadow: undefined, dependsOnKey: false };
}
