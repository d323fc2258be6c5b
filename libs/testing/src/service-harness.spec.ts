import { TestingService, TestingServiceClient, contract, type ITestingService } from '@bodybroker/contracts-testing';
import { createRawEvent, type Handlers } from '@bodybroker/nats-sdk';
import { countBetween, defineService, implement, type ServiceParts } from '@bodybroker/service-kit';
import { createTestBroker, startHarness } from './index.js';

const refuse = (): never => {
  throw new Error('not part of this test');
};

/** A service whose Charge does as it is told. */
const serviceWith = (charge: Handlers<ITestingService>['charge'], parts: Partial<ServiceParts> = {}) =>
  defineService({
    name: 'testing',
    contract,
    config: { fee: countBetween(0, 9)({ default: 1 }) },
    build: ({ store, clock, config }) => ({
      implementations: [
        implement<ITestingService>(TestingService, {
          echo: refuse,
          getHero: refuse,
          charge: async (request, context) => {
            const { id, subject, bytes, headers } = createRawEvent(
              {
                type: 'game.testing.charged',
                schemaVersion: 1,
                payload: new Uint8Array(),
                contentType: 'application/json',
              },
              { source: 'testing', clock, entityId: 'e', eventId: context.idempotencyKey ?? '' },
            );
            await store.shard('e').commit({ events: [{ id, subject, bytes, headers }] });
            const charged = await charge(request, context);
            return { ...charged, amount: charged.amount + BigInt(config.fee) };
          },
          check: refuse,
          wait: refuse,
          rename: refuse,
          reset: refuse,
          plain: refuse,
          watchTicks: refuse,
          sum: refuse,
          chat: refuse,
        }),
      ],
      ...parts,
    }),
  });

describe('a service in the harness', () => {
  it('is built as in production: settings, endpoints, outbox, announcement', async () => {
    const service = serviceWith(({ amount }) => Promise.resolve({ amount, idempotencyKey: '' }));
    const harness = await startHarness(service, { environment: { BB_FEE: '5' } });
    const charged = await harness.client(TestingServiceClient).charge({ amount: 10n }, { idempotencyKey: 'k1' });
    expect(charged.amount).toBe(15n);
    await harness.stop();
    const stored = await harness.broker.events.last('GAME_EVENTS', 'game.testing.charged._');
    expect(stored?.headers['Nats-Msg-Id']).toBe('k1');
    expect(await harness.broker.connect().keyValue('contracts').get('testing')).toBeDefined();
  });

  it('refuses settings that break a rule', async () => {
    const service = serviceWith(refuse);
    await expect(startHarness(service, { environment: { BB_FEE: '10' } })).rejects.toThrow(
      /BB_FEE: must be a whole number/,
    );
  });

  it('is not ready while a check of its own fails or it is stopping', async () => {
    let fault: Error | undefined = new Error('no models');
    const check = (): Promise<void> => (fault === undefined ? Promise.resolve() : Promise.reject(fault));
    const harness = await startHarness(serviceWith(refuse, { healthChecks: [{ name: 'models', check }] }));
    expect(await harness.service.readiness()).toMatchObject({
      ready: false,
      checks: { models: 'no models', nats: 'ok' },
    });
    fault = undefined;
    expect((await harness.service.readiness()).ready).toBe(true);
    await harness.stop();
    expect((await harness.service.readiness()).checks['serving']).toBe('stopping');
  });

  it('finishes what runs before it stops, and refuses what comes then', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const service = serviceWith(async ({ amount }) => {
      entered.resolve();
      await gate.promise;
      return { amount, idempotencyKey: '' };
    });
    const broker = createTestBroker();
    const harness = await startHarness(service, { broker });
    const client = harness.client(TestingServiceClient);
    const running = client.charge({ amount: 1n }, { idempotencyKey: 'k2' });
    await entered.promise;
    const stopping = harness.service.stop({ timeoutMs: 5000 });
    await expect(client.charge({ amount: 1n }, { idempotencyKey: 'k3' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    gate.resolve();
    expect((await running).amount).toBe(2n);
    await stopping;
  });
});
