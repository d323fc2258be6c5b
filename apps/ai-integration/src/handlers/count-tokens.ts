import type { AiHandler, Deps } from '../deps.js';
import { EMBEDDED_MODEL } from '../domain/choose-targets.js';
import { countTokens as estimate } from '../domain/count-tokens.js';

/** How many tokens a text takes, roughly: no model's own tokenizer is here. */
export const countTokens =
  ({ models }: Deps): AiHandler<'countTokens'> =>
  async ({ text, modelRef }) => {
    await models.resolve(modelRef === '' ? EMBEDDED_MODEL : modelRef);
    return { tokens: estimate(text), exact: false };
  };
