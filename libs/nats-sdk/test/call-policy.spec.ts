import type { CallPolicy, PolicyCall } from '@bodybroker/resilience';
import { RpcError } from '../src/index.js';
import { RpcRig } from './rpc-rig.js';
import { startMemoryBroker } from './memory-broker.js';

/** Tries again what is repeatable and retryable, once. */
function recordingPolicy(calls: PolicyCall[]): CallPolicy {
  return {
    execute: async (call, attempt) => {
      calls.push(call);
      try {
        return await attempt({ number: 1, signal: call.signal });
      } catch (error) {
        if (!call.repeatable || !(error instanceof RpcError) || !error.retryable) throw error;
        return attempt({ number: 2, signal: call.signal });
      }
    },
  };
}

describe('the policy of a call', () => {
  let rig: RpcRig;
  let attempts: number;
  let calls: PolicyCall[];

  beforeEach(async () => {
    rig = new RpcRig(await startMemoryBroker());
    attempts = 0;
    calls = [];
    const failOnce = <T>(answer: T): Promise<T> => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new RpcError('UNAVAILABLE', 'BUSY', 'busy')) : Promise.resolve(answer);
    };
    await rig.serve({
      plain: ({ text }) => failOnce({ text }),
      charge: ({ amount }) => failOnce({ amount, idempotencyKey: '' }),
      check: () => failOnce({}),
    });
  });
  afterEach(() => rig.close());

  it('sees an error of the service and may try again what changes nothing', async () => {
    const client = await rig.client({ policy: recordingPolicy(calls) });
    await expect(client.plain({ text: 'a' })).resolves.toEqual({ text: 'a' });
    expect(attempts).toBe(2);
    expect(calls[0]).toMatchObject({ target: 'testing', subject: 'svc.testing.v1.plain', repeatable: true });
    expect(calls[0]?.deadline).toBeGreaterThan(performance.now());
  });

  it('may try again what has an idempotency key, and only that', async () => {
    const client = await rig.client({ policy: recordingPolicy(calls) });
    await client.charge({ amount: 1n }, { idempotencyKey: 'k' });
    attempts = 0;
    const checked = client.check({ title: 'good', mood: 1, part: { name: 'a' } });
    await expect(checked).rejects.toMatchObject({ reason: 'BUSY' });
    expect(calls.map(({ repeatable }) => repeatable)).toEqual([true, false]);
  });

  it('hears of hedging only for calls without side effects', async () => {
    const client = await rig.client({ policy: recordingPolicy(calls) });
    await client.plain({}, { hedgeAfterMs: 10 });
    await client.wait({}, { hedgeAfterMs: 10 });
    expect(calls.map(({ hedgeAfterMs }) => hedgeAfterMs)).toEqual([10, undefined]);
  });
});
