import type { AiHandler, Deps } from '../deps.js';
import { EMBEDDED_MODEL } from '../domain/choose-targets.js';
import { embedWith } from '../generating/embed-with.js';

/** Vectors by which like texts are near. */
export const embed =
  (deps: Deps): AiHandler<'embed'> =>
  async ({ texts, modelRef }, { signal }) => {
    const model = await deps.models.resolve(modelRef === '' ? EMBEDDED_MODEL : modelRef);
    const vectors = await embedWith(deps, model, texts, signal);
    return {
      vectors: vectors.map((values) => ({ values: [...values] })),
      modelRef: model.modelRef,
      dimensions: vectors[0]?.length ?? 0,
    };
  };
