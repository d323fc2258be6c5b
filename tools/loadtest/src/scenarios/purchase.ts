import type { Call, Json } from '../client/call.js';
import type { Player } from '../players/player.js';
import { Allowance } from './allowance.js';
import { change, read, type Scenario, type ScenarioSetting } from './scenario.js';

type PurchaseStage =
  | { readonly at: 'window' }
  | { readonly at: 'buy'; readonly productId: string }
  | { readonly at: 'pay' | 'receipt'; readonly intentId: string };

/** BB_MONEY_CALLS_PER_MINUTE of payment, as shipped. */
const MONEY_CALLS_PER_MINUTE = 30;
const CALLS_A_PURCHASE = 2;

/** A player looks at what is for sale, buys the first of it with the sandbox's card, and looks at the receipt. */
export function purchase(weight: number, { now }: ScenarioSetting): Scenario {
  const stages = new WeakMap<Player, PurchaseStage>();
  const moneyCalls = new Allowance(MONEY_CALLS_PER_MINUTE, now);
  const enter = (player: Player, stage: PurchaseStage): void => void stages.set(player, stage);
  const callOf = (player: Player, stage: PurchaseStage): Call => {
    switch (stage.at) {
      case 'window':
        return {
          ...read('products', '/v1/products'),
          onAnswer: ({ products }) => {
            const productId = ((products ?? []) as Json[])[0]?.productId as string | undefined;
            if (productId === undefined || !moneyCalls.has(player, CALLS_A_PURCHASE)) return;
            enter(player, { at: 'buy', productId });
          },
        };
      case 'buy':
        moneyCalls.use(player);
        return {
          ...change('payment intent', `/v1/players/${player.id}/payment-intents`, { productId: stage.productId }),
          onAnswer: ({ intentId }) => enter(player, { at: 'pay', intentId: intentId as string }),
        };
      case 'pay':
        moneyCalls.use(player);
        return {
          ...change('confirm payment', `/v1/payment-intents/${stage.intentId}:confirm`, { paymentMethod: 'pm_ok' }),
          onAnswer: () => enter(player, { at: 'receipt', intentId: stage.intentId }),
        };
      case 'receipt':
        return {
          ...read('payment', `/v1/payment-intents/${stage.intentId}`),
          onAnswer: () => enter(player, { at: 'window' }),
        };
    }
  };
  return {
    name: 'purchase',
    weight,
    order: 'one by one',
    next: (player) => ({
      ...callOf(player, stages.get(player) ?? { at: 'window' }),
      onFailure: () => enter(player, { at: 'window' }),
    }),
  };
}
