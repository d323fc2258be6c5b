import { ResolvedVia } from '@bodybroker/contracts-model-management';
import { isDomainError } from '@bodybroker/domain';
import type { Deps, ModelHandler } from '../deps.js';
import { parseModelRef, type ModelRef } from '../domain/model-ref.js';
import type { ModelVersion } from '../domain/model-version.js';
import { resolveModel as resolve, type Resolution } from '../domain/resolve-model.js';
import { placeOfRequest } from '../mapping/place-of-request.js';
import { toModelVersion } from '../mapping/to-model-version.js';
import type { Place, Registry } from '../storage/registry.js';
import type { Stored } from '../storage/registry-records.js';

/** For how long who asks may keep the answer, unless they hear of a change. */
const TTL_MS = 30_000n;

/** What a reference stands for now. */
export const resolveModel =
  ({ registry }: Deps): ModelHandler<'resolveModel'> =>
  async ({ modelRef, environment, routingKey }, { actor }) => {
    const ref = parseModelRef(modelRef);
    const place = placeOfRequest({ environment, name: ref.name });
    const { version, via, deploymentId, shadow, dependsOnKey } = await resolveFresh(registry, ref, place, routingKey);
    const shadowed = shadow && (await storedVersion(registry, shadow));
    return {
      modelVersion: toModelVersion(await storedVersion(registry, version), actor),
      via: ResolvedVia[via],
      ttlMs: TTL_MS,
      deploymentId,
      dependsOnKey,
      ...(shadowed === undefined ? {} : { shadow: toModelVersion(shadowed, actor) }),
    };
  };

async function storedVersion(
  registry: Registry,
  { name, number }: Pick<ModelVersion, 'name' | 'number'>,
): Promise<Stored<ModelVersion>> {
  return registry.mirror.version(name, number) ?? registry.version(name, number);
}

/** From the mirror; what it does not know may have been written elsewhere this moment, so that is looked up. */
async function resolveFresh(
  registry: Registry,
  ref: ModelRef,
  place: Place,
  routingKey: string | undefined,
): Promise<Resolution> {
  try {
    return resolve(ref, registry.view(place), routingKey);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await registry.refresh(place, ref.kind === 'pin' ? [ref.number] : []);
    return resolve(ref, registry.view(place), routingKey);
  }
}
