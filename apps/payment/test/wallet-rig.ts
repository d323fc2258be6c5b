import { AccountDeleted } from '@bodybroker/contracts-auth';
import { EventPublisher, createEvent } from '@bodybroker/nats-sdk';
import { ManualClock, eventually } from '@bodybroker/testing';
import { asService, newPlayer, startPayment } from './caller.js';

export const HOUR_MS = 3_600_000;

/** An amount of marks for somebody. */
export const mark = (playerId: string, amount: bigint) => ({
  playerId,
  currency: 'MARK',
  amount,
  reason: 'r',
  reference: 'ref',
});

export type Wallets = Awaited<ReturnType<typeof startWallets>>;

/** The service on a clock of the test's, asked by another service about a new player. */
export async function startWallets() {
  const clock = new ManualClock();
  const harness = await startPayment({ clock });
  const payment = asService(harness);
  const player = newPlayer();
  /** Deletes the account's owner. */
  const close = async (playerId: string): Promise<void> => {
    const facts = { source: 'auth', clock, entityId: playerId, eventId: `gone:${playerId}` };
    const publisher = new EventPublisher(harness.broker.events);
    await publisher.publish(createEvent(AccountDeleted, { accountId: playerId }, facts));
    await eventually(async () => expect(await payment.getWallet({ playerId })).toMatchObject({ frozen: true }));
  };
  return { clock, harness, payment, player, close };
}
