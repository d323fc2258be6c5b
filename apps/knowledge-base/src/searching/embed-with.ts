import type { AiIntegrationServiceClient } from '@bodybroker/contracts-ai-integration';
import type { Client } from '@bodybroker/nats-sdk';
import type { EmbedTexts } from './chunk-vectors.js';

const TIMEOUT_MS = 2000;

/** Has ai-integration make vectors with one model. */
export function embedWith(ai: Pick<Client<AiIntegrationServiceClient>, 'embed'>, modelRef: string): EmbedTexts {
  return async (texts, signal) => {
    const request = { texts: [...texts], modelRef };
    const { vectors } = await ai.embed(request, { signal, timeoutMs: TIMEOUT_MS, as: 'self' });
    return vectors.map(({ values }) => values);
  };
}
