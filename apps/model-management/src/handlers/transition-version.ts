import { VersionStatus } from '@bodybroker/contracts-model-management';
import { failedPrecondition } from '@bodybroker/domain';
import { enumName } from '@bodybroker/service-kit';
import type { Deps, ModelHandler } from '../deps.js';
import { modelRefOf, transitionVersion as moveVersion } from '../domain/model-version.js';
import { isInUse } from '../domain/rollout.js';
import { VERSION_STATUSES } from '../domain/version-status.js';
import { toModelVersion } from '../mapping/to-model-version.js';

/** Moves a version on in its life. */
export const transitionVersion =
  ({ registry, clock }: Deps): ModelHandler<'transitionVersion'> =>
  async ({ name, number, toStatus, expectedVersion, reason }, { actor }) => {
    const to = enumName(VersionStatus, toStatus, VERSION_STATUSES, 'to_status');
    const { value: model } = await registry.model(name);
    const changed = await registry.changeVersion(
      name,
      number,
      (version) => {
        const moved = moveVersion(version, to, { reason, nowMs: clock.now() });
        const rollouts = registry.mirror.rollouts().filter(({ value }) => value.name === name);
        const isNeeded =
          Object.values(model.aliases).includes(number) || rollouts.some(({ value }) => isInUse(value, number));
        if (to !== 'ARCHIVED' || !isNeeded) return moved;
        throw failedPrecondition('VERSION_IN_USE', `${modelRefOf(version)} is deployed or has an alias`);
      },
      expectedVersion,
    );
    return toModelVersion(changed, actor);
  };
