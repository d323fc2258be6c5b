import { setTimeout as delay } from 'node:timers/promises';
import type { ProviderFailure } from '../domain/classify-provider-failure.js';
import { CIRCUIT, CircuitProvider } from './circuit-provider.js';
import type { CircuitState, Completion, Provider, ProviderCall } from './provider.js';
import { ProviderFailedError } from './provider-failed-error.js';

const OPEN_MS = 40;
const completion: Completion = { finishReason: 'STOP', usage: { promptTokens: 1, completionTokens: 1 } };
const { signal } = new AbortController();

/** A provider whose next call ends as the test says. */
function script(): { provider: Provider; calls: () => number; next(ending: () => Promise<Completion>): void } {
  let calls = 0;
  let ending = (): Promise<Completion> => Promise.resolve(completion);
  return {
    provider: {
      id: 'x',
      kind: 'OPENAI_COMPATIBLE',
      circuitState: 'CLOSED',
      generate: () => {
        calls += 1;
        return ending();
      },
      embed: () => Promise.resolve([]),
    },
    calls: () => calls,
    next: (chosen) => {
      ending = chosen;
    },
  };
}

const fail = (failure: ProviderFailure) => () => Promise.reject(new ProviderFailedError(failure));
const ill = fail({ kind: 'http', status: 500 });

describe('CircuitProvider', () => {
  let stub: ReturnType<typeof script>;
  let states: CircuitState[];
  let guarded: CircuitProvider;
  const ask = () => guarded.generate({} as ProviderCall, () => 'more', signal);
  const askTimes = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await ask().catch(() => undefined);
  };

  beforeEach(() => {
    stub = script();
    states = [];
    guarded = new CircuitProvider(stub.provider, (state) => states.push(state), OPEN_MS);
  });

  it('opens after five failures in a row, and then asks nobody', async () => {
    stub.next(ill);
    await askTimes(CIRCUIT.failures - 1);
    stub.next(() => Promise.resolve(completion));
    await ask();
    stub.next(ill);
    await askTimes(CIRCUIT.failures);
    expect([states, guarded.circuitState]).toEqual([['OPEN'], 'OPEN']);
    const calls = stub.calls();
    await expect(ask()).rejects.toMatchObject({ failure: { kind: 'circuit-open' } });
    expect(stub.calls()).toBe(calls);
  });

  it('lets one call try when its time has come, and no other meanwhile', async () => {
    stub.next(ill);
    await askTimes(CIRCUIT.failures);
    await delay(OPEN_MS + 20);
    const probe = Promise.withResolvers<Completion>();
    stub.next(() => probe.promise);
    const probing = ask();
    await expect(ask()).rejects.toMatchObject({ failure: { kind: 'circuit-open' } });
    probe.resolve(completion);
    await probing;
    expect(states).toEqual(['OPEN', 'HALF_OPEN', 'CLOSED']);
  });

  it('opens again when the one call fails', async () => {
    stub.next(ill);
    await askTimes(CIRCUIT.failures);
    await delay(OPEN_MS + 20);
    await askTimes(1);
    expect(states).toEqual(['OPEN', 'HALF_OPEN', 'OPEN']);
  });

  it.each<ProviderFailure>([{ kind: 'http', status: 401 }, { kind: 'http', status: 429 }, { kind: 'cancelled' }])(
    'does not mind %j',
    async (failure) => {
      stub.next(fail(failure));
      await askTimes(CIRCUIT.failures * 2);
      expect(guarded.circuitState).toBe('CLOSED');
    },
  );
});
