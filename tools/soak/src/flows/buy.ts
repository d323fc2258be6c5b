import type { Player } from '../player.js';

/** Teeth for money: declined, then paid; credited once. */
export async function buy(player: Player): Promise<void> {
  const { api, id, stage } = player;
  const intent = await api.post(`/v1/players/${id}/payment-intents`, { productId: 'teeth-small' });
  const confirm = (paymentMethod: string) =>
    api.post(`/v1/payment-intents/${intent.intentId}:confirm`, { paymentMethod });
  const declined = await confirm('pm_declined');
  stage.diary.saw(intent.intentId as string, declined.version);
  const paid = await confirm('pm_ok');
  stage.diary.saw(intent.intentId as string, paid.version);
  const wallet = await api.get(`/v1/players/${id}/wallet`);
  const teeth = (wallet.balances as { currency: string; available: string }[]).find(
    ({ currency }) => currency === 'TOOTH',
  );
  if (String(paid.status).endsWith('SUCCEEDED') && teeth?.available !== '20') {
    stage.diary.violated(`${id} paid for 20 teeth and has ${teeth?.available ?? 0}`);
  }
}
