import type { IPaymentService } from '@bodybroker/contracts-payment';
import { notFound } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { Deps } from '../deps.js';
import { takeNews } from '../paying/take-news.js';

/** Takes a provider's message, proven by its signature. */
export const handleProviderWebhook =
  (deps: Deps): Handler<IPaymentService, 'handleProviderWebhook'> =>
  async ({ provider: name, headers, rawBody }) => {
    const { provider } = deps;
    if (name !== provider.name) throw notFound('provider', name);
    const lowered = new Map(Object.entries(headers).map(([header, value]) => [header.toLowerCase(), value]));
    const news = provider.readWebhook({ headers: lowered, body: rawBody });
    if (news === undefined) return { applied: false, intentId: '' };
    return { applied: await takeNews(deps, news), intentId: news.intentId };
  };
