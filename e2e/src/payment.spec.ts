import { createHmac } from 'node:crypto';
import { startRedisServer, type RedisServer } from '@bodybroker/test-servers';
import { Api, newKey } from './api.js';
import { eventually } from './eventually.js';
import { Broker, ok } from './flow/broker.js';
import { sharedStack } from './shared-stack.js';
import { startStack, type Stack } from './stack.js';

const player = (): string => `acc_e2e${newKey().replaceAll('-', '').slice(0, 16)}`;

/** Calls of an admin, who may move anybody's money. */
class Till {
  readonly #api: Api;
  readonly #token: string;

  constructor(api: Api, token: string) {
    this.#api = api;
    this.#token = token;
  }

  post(path: string, body: object = {}, key = newKey()) {
    return this.#api.post(path, body, { token: this.#token, idempotencyKey: key });
  }

  get(path: string) {
    return this.#api.get(path, { token: this.#token });
  }

  credit(id: string, amount: number, key = newKey()) {
    return this.post(`/v1/players/${id}/wallet:credit`, { currency: 'MARK', amount: String(amount) }, key);
  }

  debit(id: string, amount: number, key = newKey()) {
    return this.post(`/v1/players/${id}/wallet:debit`, { currency: 'MARK', amount: String(amount) }, key);
  }

  async balance(id: string, currency = 'MARK'): Promise<readonly [number, number]> {
    const { body } = await this.get(`/v1/players/${id}/wallet`);
    const found = (body.balances ?? []).find((each: { currency: string }) => each.currency === currency);
    return [Number(found?.available ?? 0), Number(found?.held ?? 0)];
  }

  /** The sum of all sides of the whole ledger is 0. */
  async expectBalanced(): Promise<void> {
    const { status, body } = await this.post('/v1/ledger:audit');
    expect([status, body.findings ?? [], body.consistent]).toEqual([200, [], true]);
    for (const { sum } of body.sums) expect(sum ?? '0').toBe('0');
  }
}

function sandboxWebhook(intentId: string, amount: number) {
  const object = { id: 'x', status: 'succeeded', amount_received: amount, metadata: { intent_id: intentId } };
  const raw = JSON.stringify({ type: 'payment_intent.succeeded', data: { object } });
  const seconds = Math.floor(Date.now() / 1000);
  const v1 = createHmac('sha256', 'sandbox-webhook-secret').update(`${seconds}.${raw}`).digest('hex');
  return {
    headers: { 'Sandbox-Signature': `t=${seconds},v1=${v1}` },
    rawBody: Buffer.from(raw).toString('base64'),
  };
}

describe('payment, through the gateway', () => {
  const { api } = sharedStack();
  let till: Till;
  beforeAll(async () => {
    till = new Till(api, await api.adminToken());
  });

  it('lets 60 of 100 debits at once through a wallet of 60', async () => {
    const id = player();
    await till.credit(id, 60);
    const answers = await Promise.all(Array.from({ length: 100 }, () => till.debit(id, 1)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
    const refusals = answers.filter(({ status }) => status !== 200);
    expect(new Set(refusals.map(({ status, body }) => `${status} ${body.reason}`))).toEqual(
      new Set(['409 INSUFFICIENT_FUNDS']),
    );
    expect(await till.balance(id)).toEqual([0, 0]);
    const audit = await till.post(`/v1/players/${id}/wallet:audit`);
    expect(audit.body).toMatchObject({ consistent: true, records: '61' });
    await till.expectBalanced();
  });

  it('answers ten calls of one key the same, and another request with it not at all', async () => {
    const id = player();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => till.credit(id, 5, key)));
    for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
    expect((await till.get(`/v1/players/${id}/ledger-entries`)).body.entries).toHaveLength(1);
    const other = await till.credit(id, 6, key);
    expect([other.status, other.body.reason]).toEqual([400, 'IDEMPOTENCY_KEY_REUSED']);
    const gift = { currency: 'MARK', amount: '1' };
    const none = await api.post(`/v1/players/${id}/wallet:credit`, gift, { token: await api.adminToken() });
    expect([none.status, none.body.reason]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  it('holds, captures a part and gives the rest back', async () => {
    const id = player();
    await till.credit(id, 80);
    const { body: hold } = await till.post(`/v1/players/${id}/holds`, { currency: 'MARK', amount: '50' });
    expect(await till.balance(id)).toEqual([30, 50]);
    await till.post(`/v1/holds/${hold.holdId}:capture`, { amount: '30', toAccount: 'house.shop' });
    await till.post(`/v1/holds/${hold.holdId}:release`);
    expect(await till.balance(id)).toEqual([50, 0]);
  });

  it('sells teeth: declined, paid, told three times, granted once; refunds no more than was paid', async () => {
    const { id, token } = await api.player();
    const mine = (path: string, body: object) => api.post(path, body, { token, idempotencyKey: newKey() });
    const { body: intent } = await mine(`/v1/players/${id}/payment-intents`, { productId: 'teeth-small' });
    const at = `/v1/payment-intents/${intent.intentId}`;
    const declined = await mine(`${at}:confirm`, { paymentMethod: 'pm_declined' });
    expect(declined.body).toMatchObject({
      status: 'INTENT_STATUS_REQUIRES_PAYMENT_METHOD',
      lastError: { code: 'card_declined' },
    });
    const paid = await mine(`${at}:confirm`, { paymentMethod: 'pm_ok' });
    expect(paid.body.status).toBe('INTENT_STATUS_SUCCEEDED');
    const news = sandboxWebhook(intent.intentId, 199);
    for (let n = 0; n < 3; n += 1) {
      const told = await api.post('/v1/payment-providers/sandbox/webhook', news);
      expect([told.status, told.body.applied ?? false]).toEqual([200, false]);
    }
    expect(await till.balance(id, 'TOOTH')).toEqual([20, 0]);
    const tooMuch = await mine(`${at}:refund`, { amount: '200' });
    expect([tooMuch.status, tooMuch.body.reason]).toEqual([409, 'REFUND_EXCEEDS_CAPTURED']);
    expect((await mine(`${at}:refund`, {})).body.status).toBe('REFUND_STATUS_SUCCEEDED');
    expect((await mine(`${at}:refund`, { amount: '1' })).status).toBe(409);
    expect(await till.balance(id, 'TOOTH')).toEqual([0, 0]);
  });

  it('takes messages of the provider without a token, but not without its signature', async () => {
    const { rawBody } = sandboxWebhook('pi_acc_x_1', 1);
    const answer = await api.post('/v1/payment-providers/sandbox/webhook', { headers: {}, rawBody });
    expect([answer.status, answer.body.reason]).toEqual([401, 'BAD_SIGNATURE']);
  });

  it("keeps players from others' wallets and from moving money", async () => {
    const [one, other] = await Promise.all([api.player(), api.player()]);
    const { token } = one;
    expect((await api.get(`/v1/players/${other.id}/wallet`, { token })).status).toBe(403);
    expect((await api.get(`/v1/players/${one.id}/wallet`, { token })).status).toBe(200);
    const gift = { currency: 'MARK', amount: '1' };
    const options = { token, idempotencyKey: newKey() };
    expect((await api.post(`/v1/players/${one.id}/wallet:credit`, gift, options)).status).toBe(403);
    expect((await api.post('/v1/ledger:audit', {}, options)).status).toBe(403);
  });
});

describe('payment when everything but the ledger is lost', () => {
  let stack: Stack;
  let till: Till;
  beforeAll(async () => {
    stack = await startStack({ services: ['auth', 'payment'] });
    const api = new Api(stack.url);
    till = new Till(api, await api.adminToken());
  }, 60_000);
  afterAll(() => stack.stop());

  const restart = async (signal: NodeJS.Signals): Promise<void> => {
    for (const { name, child } of stack.running) if (name === 'payment') child.kill(signal);
    await stack.add('payment', { BB_INSTANCE: `payment-${newKey().slice(0, 8)}` });
  };

  it('has the same balances and gives the same answers to repeated keys', async () => {
    const [id, payee] = [player(), player()];
    const keys = Array.from({ length: 6 }, newKey);
    const doAll = async (): Promise<unknown[]> => {
      const credit = await till.credit(id, 100, keys[0]);
      const debit = await till.debit(id, 10, keys[1]);
      const hold = await till.post(`/v1/players/${id}/holds`, { currency: 'MARK', amount: '50' }, keys[2]);
      const at = `/v1/holds/${hold.body.holdId}`;
      const captured = await till.post(`${at}:capture`, { amount: '30', toAccount: payee }, keys[3]);
      const released = await till.post(`${at}:release`, {}, keys[4]);
      const order = { fromAccount: id, toAccount: payee, currency: 'MARK', amount: '5' };
      const sent = await till.post('/v1/transfers', order, keys[5]);
      const answers = [credit, debit, hold, captured, released, sent];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      return answers.map(({ body }) => body);
    };
    const answers = await doAll();
    const entries = (await till.get(`/v1/players/${id}/ledger-entries`)).body;
    expect(await till.balance(id)).toEqual([55, 0]);

    await stack.redis.command('FLUSHALL');
    expect(await doAll()).toEqual(answers);
    await stack.redis.command('FLUSHALL');
    await restart('SIGTERM');
    expect(await till.balance(id)).toEqual([55, 0]);
    expect(await till.balance(payee)).toEqual([35, 0]);
    expect(await doAll()).toEqual(answers);
    expect((await till.get(`/v1/players/${id}/ledger-entries`)).body).toEqual(entries);
    expect(await till.balance(id)).toEqual([55, 0]);
    await till.expectBalanced();
  }, 60_000);

  it('loses and doubles nothing when it is killed in the middle of transfers that are then repeated', async () => {
    const ids = Array.from({ length: 4 }, player);
    for (const id of ids) await till.credit(id, 100);
    const orders = Array.from({ length: 200 }, (_, index) => ({
      key: newKey(),
      order: {
        fromAccount: ids[index % 4],
        toAccount: ids[(index + 1 + (index % 3)) % 4],
        currency: 'MARK',
        amount: '1',
        reference: `order-${index}`,
      },
    }));
    const sending = Promise.allSettled(orders.map(({ key, order }) => till.post('/v1/transfers', order, key)));
    await new Promise((wake) => setTimeout(wake, 60));
    await restart('SIGKILL');
    await sending;
    for (const { key, order } of orders) {
      await eventually(async () => expect((await till.post('/v1/transfers', order, key)).status).toBe(200), 10_000);
    }
    await eventually(async () => {
      const balances = await Promise.all(ids.map((id) => till.balance(id)));
      expect(balances.reduce((sum, [available, held]) => sum + available + held, 0)).toBe(400);
    }, 10_000);
    const { body } = await till.post('/v1/ledger:audit');
    expect(body).toMatchObject({ consistent: true });
    for (const { sum, inTransit } of body.sums) expect([sum ?? '0', inTransit ?? '0']).toEqual(['0', '0']);
    const pages = await Promise.all(ids.map((id) => till.get(`/v1/players/${id}/ledger-entries?pageSize=200`)));
    const entries = pages.flatMap((page) => page.body.entries);
    const sent = entries.filter(({ kind }) => kind === 'ENTRY_KIND_TRANSFER_OUT');
    expect(sent.map(({ reference }) => reference).sort()).toEqual(orders.map(({ order }) => order.reference).sort());
    expect(entries.filter(({ kind }) => kind === 'ENTRY_KIND_TRANSFER_IN')).toHaveLength(orders.length);
  }, 90_000);
});

describe('a settlement that never hears whether the money is held', () => {
  const HOUR_MS = 3_600_000;
  const CLIENT = 'client_ivo-scrim';
  /** Newest first. */
  const HELD_AND_RELEASED = ['ENTRY_KIND_RELEASE', 'ENTRY_KIND_HOLD'];
  let stack: Stack;
  /** Payment's own, so that only payment can be kept from writing. */
  let redis: RedisServer;
  let api: Api;
  let till: Till;

  beforeAll(async () => {
    redis = await startRedisServer();
    const services = ['auth', 'time-manager', 'world-state', 'npc-behavior', 'orchestration'] as const;
    stack = await startStack({ services });
    await stack.add('payment', { BB_REDIS_URL: redis.url });
    await stack.add('body-broker-integration');
    api = new Api(stack.url);
    till = new Till(api, await api.adminToken());
    // No allowance comes in between.
    await till.post('/v1/worlds/main/time:pause', { reason: 'e2e' });
    await loseHopeQuickly();
  }, 60_000);

  afterAll(async () => {
    await stack.stop();
    await redis.stop();
  });

  /** The workflow as it ships, but for one call of HoldFunds and one second for its answer. */
  const loseHopeQuickly = async (): Promise<void> => {
    const path = '/v1/workflow-definitions/contract_settlement';
    const definition = await eventually(async () => ok(await till.get(path), path), 10_000);
    const hold = definition.steps.find(({ id }: { id: string }) => id === 'hold');
    Object.assign(hold, { timeoutMs: '1000', retry: { maxAttempts: 1 } });
    ok(await till.post('/v1/workflow-definitions', { definition }), 'definition');
  };

  const signalPayment = (signal: NodeJS.Signals): void => {
    for (const { name, child } of stack.running) if (name === 'payment') child.kill(signal);
  };

  const settling = async (): Promise<{
    readonly broker: Broker;
    readonly contractId: string;
    readonly partId: string;
  }> => {
    const admin = await api.adminToken();
    const broker = await Broker.join(api, admin);
    const part = ok(await broker.harvest(await broker.corpse()), 'harvest');
    const { gms } = (await till.get('/v1/worlds/main/time')).body;
    const { contractId } = await broker.arrange('/v1/contracts', {
      playerId: broker.id,
      clientNpcId: 'ivo-scrim',
      demand: { partType: 'eye', count: 1 },
      price: '40',
      deadlineGms: String(Number(gms) + 300 * HOUR_MS),
    });
    ok(await broker.do(`/v1/contracts/${contractId}:accept`), 'accept');
    return { broker, contractId, partId: part.partId };
  };

  it.each([
    {
      lost: 'the answer',
      // What is written to the ledger cannot be shown, and so not answered.
      lose: async () => void (await redis.command('CLIENT', 'PAUSE', '60000', 'WRITE')),
      find: async () => void (await redis.command('CLIENT', 'UNPAUSE')),
      moves: [HELD_AND_RELEASED],
    },
    {
      lost: 'the call',
      lose: () => Promise.resolve(signalPayment('SIGSTOP')),
      find: () => Promise.resolve(signalPayment('SIGCONT')),
      // It may still be done when it comes late, but only before it is undone.
      moves: [[], HELD_AND_RELEASED],
    },
  ])(
    'because $lost was lost is undone, and the client can spend it all',
    async ({ lose, find, moves }) => {
      const { broker, contractId, partId } = await settling();
      const before = await eventually(async () => {
        const balance = await till.balance(CLIENT);
        expect(balance).toEqual([2600, 0]);
        return balance;
      }, 10_000);
      const entries = async (): Promise<readonly { readonly kind: string }[]> =>
        (await till.get(`/v1/players/${CLIENT}/ledger-entries`)).body.entries;
      const known = (await entries()).length;

      await lose();
      const delivery = ok(await broker.do(`/v1/contracts/${contractId}:deliver`, { partIds: [partId] }), 'deliver');
      const execution = `/v1/workflow-executions/${delivery.workflowId}`;
      const reaches = (status: string) =>
        eventually(
          async () => expect((await till.get(execution)).body.status).toBe(`EXECUTION_STATUS_${status}`),
          20_000,
        );
      await reaches('COMPENSATING');
      await find();
      await reaches('COMPENSATED');

      expect(await till.balance(CLIENT)).toEqual(before);
      expect(moves).toContainEqual((await entries()).slice(0, -known).map(({ kind }) => kind));
      expect((await broker.read(`/v1/contracts/${contractId}`)).status).toBe('CONTRACT_STATUS_ACCEPTED');
      await till.expectBalanced();
    },
    60_000,
  );
});
