import type { Deps, ModelHandler } from '../deps.js';
import { withEvaluation } from '../domain/model-version.js';
import { toModelVersion } from '../mapping/to-model-version.js';

/** Notes how a version did in a suite. */
export const recordEvaluation =
  ({ registry, clock }: Deps): ModelHandler<'recordEvaluation'> =>
  async ({ name, number, suite, metrics }, { actor }) => {
    const changed = await registry.changeVersion(name, number, (version) =>
      withEvaluation(version, { suite, metrics, recordedMs: clock.now() }),
    );
    return toModelVersion(changed, actor);
  };
