import { countBetween, str, url } from '@bodybroker/service-kit';

/** Settings of ai-integration, beside those every service has. */
export const config = {
  defaultModel: str({
    default: 'narrator@champion',
    desc: 'model for requests without targets, unless there is a remote one',
  }),
  modelEnvironment: str({ default: 'prod', desc: 'whose deployments of models are asked' }),
  streamChunkMs: countBetween(0, 1000)({ default: 15, desc: 'pause between the words of the embedded stream' }),
  llmBaseUrl: url({
    default: '',
    desc: 'OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1; none when empty',
  }),
  llmApiKey: str({ default: '', desc: 'bearer token of the endpoint; none when empty' }),
  llmModel: str({ default: '', desc: 'what the endpoint calls its model' }),
  llmIdleMs: countBetween(100, 60_000)({ default: 15_000, desc: 'after this without a byte the endpoint is given up' }),
  llmInputPrice: countBetween(0, 1_000_000_000)({ default: 0, desc: 'micro-dollars for a million prompt tokens' }),
  llmOutputPrice: countBetween(0, 1_000_000_000)({ default: 0, desc: 'micro-dollars for a million written tokens' }),
  tokenBudget: countBetween(1, 1_000_000_000)({ default: 200_000, desc: 'tokens a player may use in an hour' }),
  streamsPerPlayer: countBetween(1, 100)({ default: 4, desc: 'streams of a player at once, over all replicas' }),
};
