import { CircuitOpenError, ResilientCallPolicy, type PolicyCall } from './index.js';

class WireError extends Error {
  constructor(
    readonly code: string,
    readonly retryable: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(code);
  }
}

const unavailable = (): WireError => new WireError('UNAVAILABLE', true);

const call = (change: Partial<PolicyCall> = {}): PolicyCall => ({
  target: 'auth',
  subject: 'svc.auth.v1.login',
  repeatable: true,
  deadline: undefined,
  signal: new AbortController().signal,
  ...change,
});

const failingTimes = (times: number, error: () => Error = unavailable) => {
  const attempts: number[] = [];
  const attempt = ({ number }: { number: number }): Promise<string> => {
    attempts.push(number);
    return attempts.length <= times ? Promise.reject(error()) : Promise.resolve('ok');
  };
  return { attempts, attempt };
};

const random = (): number => 0;

describe('ResilientCallPolicy', () => {
  it('tries a repeatable call again until it works', async () => {
    const { attempts, attempt } = failingTimes(2);
    await expect(new ResilientCallPolicy({ random }).execute(call(), attempt)).resolves.toBe('ok');
    expect(attempts).toEqual([1, 2, 3]);
  });

  it.each([
    ['a call that must not be repeated', call({ repeatable: false }), unavailable],
    ['an error that is final', call(), () => new WireError('NOT_FOUND', false)],
    ['an error it knows nothing of', call(), () => new Error('bug')],
    [
      'a wait that would outlast the deadline',
      call({ deadline: performance.now() + 20 }),
      () => new WireError('UNAVAILABLE', true, 500),
    ],
    ['a call that was given up', call({ signal: AbortSignal.abort() }), unavailable],
  ])('does not retry %s', async (_case, policyCall, error) => {
    const { attempts, attempt } = failingTimes(1, error);
    await expect(new ResilientCallPolicy({ random }).execute(policyCall, attempt)).rejects.toThrow();
    expect(attempts.length).toBeLessThanOrEqual(1);
  });

  it('spends no more than its retry budget on a target that only fails', async () => {
    let sent = 0;
    const policy = new ResilientCallPolicy({ random, breaker: { threshold: 0.99, minimumRps: 1e6 } });
    for (let i = 0; i < 200; i += 1) {
      await policy.execute(call(), () => Promise.reject(((sent += 1), unavailable()))).catch(() => undefined);
    }
    // 200 first attempts, 10 tokens in reserve, 0.2 per call.
    expect(sent).toBeGreaterThan(200);
    expect(sent).toBeLessThanOrEqual(200 + 10 + 40);
  });

  it('opens the breaker of a failing subject, refuses at once, and lets a probe through later', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const changes: string[] = [];
      const policy = new ResilientCallPolicy({
        random,
        maxAttempts: 1,
        breaker: { openMs: 1000 },
        onBreakerChange: ({ state }) => changes.push(state),
      });
      let up = false;
      const attempt = (): Promise<string> => (up ? Promise.resolve('ok') : Promise.reject(unavailable()));
      let last: unknown;
      for (let i = 0; i < 60 && !(last instanceof CircuitOpenError); i += 1) {
        last = await policy.execute(call(), attempt).catch((error: unknown) => error);
        jest.advanceTimersByTime(100);
      }
      expect(last).toMatchObject({ code: 'UNAVAILABLE', reason: 'CIRCUIT_OPEN' });
      expect(policy.openBreakers).toEqual([{ subject: 'svc.auth.v1.login', state: 'open' }]);
      await expect(policy.execute(call({ subject: 'svc.auth.v1.other' }), () => Promise.resolve('fine'))).resolves.toBe(
        'fine',
      );
      up = true;
      jest.advanceTimersByTime(31_000);
      await expect(policy.execute(call(), attempt)).resolves.toBe('ok');
      expect(changes).toEqual(['open', 'half-open', 'closed']);
    } finally {
      jest.useRealTimers();
    }
  });

  it('does not open a breaker for errors the caller causes', async () => {
    const policy = new ResilientCallPolicy({ random, breaker: { minimumRps: 0 } });
    for (let i = 0; i < 50; i += 1) {
      await policy
        .execute(call(), () => Promise.reject(new WireError('INVALID_ARGUMENT', false)))
        .catch(() => undefined);
    }
    expect(policy.openBreakers).toEqual([]);
  });

  it('refuses calls beyond the bulkhead of one target while another is free', async () => {
    const policy = new ResilientCallPolicy({ random, maxAttempts: 1, bulkhead: { maxInFlight: 1, maxQueue: 0 } });
    const { promise, resolve } = Promise.withResolvers<string>();
    const running = policy.execute(call(), () => promise);
    await expect(policy.execute(call(), () => Promise.resolve('no'))).rejects.toMatchObject({
      reason: 'BULKHEAD_FULL',
    });
    await expect(policy.execute(call({ target: 'world' }), () => Promise.resolve('yes'))).resolves.toBe('yes');
    resolve('done');
    await expect(running).resolves.toBe('done');
  });

  it('hedges a slow call and aborts the loser', async () => {
    const signals: AbortSignal[] = [];
    const policy = new ResilientCallPolicy({ random });
    const answer = await policy.execute(call({ hedgeAfterMs: 1 }), ({ signal }) => {
      signals.push(signal);
      return signals.length === 1 ? new Promise<string>(() => undefined) : Promise.resolve('second');
    });
    expect(answer).toBe('second');
    expect(signals).toHaveLength(2);
    expect(signals[0]?.aborted).toBe(true);
  });

  it('waits for the hedge when the first attempt fails after it began', async () => {
    const first = Promise.withResolvers<string>();
    const second = Promise.withResolvers<string>();
    const began = Promise.withResolvers<void>();
    let attempts = 0;
    const answer = new ResilientCallPolicy({ random }).execute(call({ hedgeAfterMs: 1 }), ({ signal }) => {
      if (attempts++ === 0) return first.promise;
      began.resolve();
      expect(signal.aborted).toBe(false);
      return second.promise;
    });
    await began.promise;
    first.reject(unavailable());
    second.resolve('second');
    await expect(answer).resolves.toBe('second');
  });
});
