import {
  BrokenCircuitError,
  CircuitState as PolicyState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { classifyProviderFailure } from '../domain/classify-provider-failure.js';
import type { CircuitState, Completion, OnDelta, Provider, ProviderCall, ProviderKind } from './provider.js';
import { ProviderFailedError, isProviderFailedError } from './provider-failed-error.js';

/** Failures in a row that open the circuit, and how long it stays open before one call may try. */
export const CIRCUIT = { failures: 5, openMs: 30_000 } as const;

const STATES: Readonly<Record<PolicyState, CircuitState>> = {
  [PolicyState.Closed]: 'CLOSED',
  [PolicyState.Open]: 'OPEN',
  [PolicyState.HalfOpen]: 'HALF_OPEN',
  [PolicyState.Isolated]: 'OPEN',
};

/** Leaves a provider alone that fails again and again. Only failures that say it is ill count; see classifyProviderFailure. */
export class CircuitProvider implements Provider {
  readonly #provider: Provider;
  readonly #policy: CircuitBreakerPolicy;

  constructor(provider: Provider, onChange: (state: CircuitState) => void, openMs: number = CIRCUIT.openMs) {
    this.#provider = provider;
    this.#policy = circuitBreaker(handleWhen(saysItIsIll), {
      breaker: new ConsecutiveBreaker(CIRCUIT.failures),
      halfOpenAfter: openMs,
    });
    this.#policy.onStateChange((state) => onChange(STATES[state]));
  }

  get id(): string {
    return this.#provider.id;
  }

  get kind(): ProviderKind {
    return this.#provider.kind;
  }

  get circuitState(): CircuitState {
    return STATES[this.#policy.state];
  }

  generate(call: ProviderCall, onDelta: OnDelta, signal: AbortSignal): Promise<Completion> {
    return this.#guard(() => this.#provider.generate(call, onDelta, signal));
  }

  embed(texts: readonly string[], model: string, signal: AbortSignal): Promise<readonly (readonly number[])[]> {
    return this.#guard(() => this.#provider.embed(texts, model, signal));
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    // The policy would let others wait for the end of the probe, which is the end of its text.
    if (this.#policy.state === PolicyState.HalfOpen) throw new ProviderFailedError({ kind: 'circuit-open' });
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new ProviderFailedError({ kind: 'circuit-open' });
      throw error;
    }
  }
}

function saysItIsIll(error: unknown): boolean {
  return isProviderFailedError(error) && classifyProviderFailure(error.failure, 0).countsForCircuit;
}
