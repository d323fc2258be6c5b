import type { PaymentServiceClient } from '@bodybroker/contracts-payment';
import type { Client } from '@bodybroker/nats-sdk';
import { clientAccount, type Clients } from '../domain/client.js';
import type { Purses } from '../storage/purses.js';

type Payment = Pick<Client<PaymentServiceClient>, 'creditWallet'>;

/** Days' allowances that come together at most, after a long jump of the clock. */
const MAX_DAYS = 7;

/** Keeps the clients' wallets filled: each is opened with its purse, then gets its allowance for every game day. */
export class ClientWallets {
  readonly #payment: Payment;
  readonly #clients: Clients;
  readonly #purses: Purses;

  constructor(payment: Payment, clients: Clients, purses: Purses) {
    this.#payment = payment;
    this.#clients = clients;
    this.#purses = purses;
  }

  /** Brings all wallets up to a game day. Doing it again gives nothing more. @throws RpcError when payment does not answer */
  async fillUpTo(day: number): Promise<void> {
    for (const { npcId, purse, allowance } of this.#clients.values()) {
      const filled = await this.#purses.filledDay(npcId);
      if (filled === undefined) {
        await this.#credit(npcId, purse, `purse.${npcId}.open`, 'purse');
        await this.#purses.filled(npcId, day);
      } else if (filled < day) {
        const amount = allowance * Math.min(MAX_DAYS, day - filled);
        if (amount > 0) await this.#credit(npcId, amount, `purse.${npcId}.${day}`, 'allowance');
        await this.#purses.filled(npcId, day);
      }
    }
  }

  async #credit(npcId: string, amount: number, key: string, reason: string): Promise<void> {
    await this.#payment.creditWallet(
      { playerId: clientAccount(npcId), currency: 'MARK', amount: BigInt(amount), reason, reference: key },
      { idempotencyKey: key },
    );
  }
}
