import { countBetween, str, url } from '@bodybroker/service-kit';

/** Settings of model-management, beside those every service has. */
export const config = {
  llmBaseUrl: url({
    default: '',
    desc: 'OpenAI-compatible endpoint that is registered as the model "remote"; none when empty',
  }),
  llmModel: str({ default: '', desc: 'what the endpoint calls its model' }),
  llmContextTokens: countBetween(
    1,
    10_000_000,
  )({ default: 8192, desc: 'tokens the endpoint takes and gives together' }),
  llmInputPrice: countBetween(0, 1_000_000_000)({ default: 0, desc: 'micro-dollars for a million prompt tokens' }),
  llmOutputPrice: countBetween(0, 1_000_000_000)({ default: 0, desc: 'micro-dollars for a million written tokens' }),
};
