import type { Deps, ModelHandler } from '../deps.js';
import { withAlias } from '../domain/model.js';
import { assertMayHaveAlias } from '../domain/model-version.js';
import { toModel } from '../mapping/to-model.js';

/** Makes an alias point at a version that may serve. */
export const setAlias =
  ({ registry, clock }: Deps): ModelHandler<'setAlias'> =>
  async ({ name, alias, number, expectedVersion }) => {
    const changed = await registry.changeModel(
      name,
      async (model) => {
        const { value: version } = await registry.version(name, number);
        assertMayHaveAlias(version);
        return { ...withAlias(model, alias, number), updatedMs: clock.now() };
      },
      expectedVersion,
    );
    return toModel(changed);
  };
