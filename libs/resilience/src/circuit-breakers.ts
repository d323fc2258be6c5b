import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  ExponentialBackoff,
  SamplingBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel';
import { CircuitOpenError } from './circuit-open-error.js';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Share of failed calls that opens the breaker. Default 0.5. */
  readonly threshold: number;
  /** Over how long it is measured, in milliseconds. Default 10 000. */
  readonly windowMs: number;
  /** Calls per second below which nothing is concluded. Default 1. */
  readonly minimumRps: number;
  /** How long it stays open at first, in milliseconds; doubles each time a probe fails. Default 1000. */
  readonly openMs: number;
  /** And at most. Default 30 000. */
  readonly maxOpenMs: number;
}

export interface BreakerChange {
  readonly subject: string;
  readonly state: BreakerState;
}

const DEFAULTS: BreakerOptions = { threshold: 0.5, windowMs: 10_000, minimumRps: 1, openMs: 1000, maxOpenMs: 30_000 };

const STATE: Readonly<Record<CircuitState, BreakerState>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/** One circuit breaker per subject. Only failures of the target count: nobody there, connection lost, time out. */
export class CircuitBreakers {
  readonly #options: BreakerOptions;
  readonly #onChange: (change: BreakerChange) => void;
  readonly #bySubject = new Map<string, CircuitBreakerPolicy>();

  constructor(options: Partial<BreakerOptions> = {}, onChange: (change: BreakerChange) => void = () => undefined) {
    this.#options = { ...DEFAULTS, ...options };
    this.#onChange = onChange;
  }

  /** @throws CircuitOpenError, or what `work` throws */
  async execute<T>(subject: string, work: () => Promise<T>): Promise<T> {
    try {
      return await this.#of(subject).execute(work);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new CircuitOpenError(subject, this.#options.openMs);
      throw error;
    }
  }

  /** The breakers that are not closed, for health detail. */
  get notClosed(): readonly BreakerChange[] {
    return [...this.#bySubject]
      .map(([subject, breaker]) => ({ subject, state: STATE[breaker.state] }))
      .filter(({ state }) => state !== 'closed');
  }

  #of(subject: string): CircuitBreakerPolicy {
    let breaker = this.#bySubject.get(subject);
    if (breaker === undefined) {
      const { threshold, windowMs, minimumRps, openMs, maxOpenMs } = this.#options;
      breaker = circuitBreaker(handleWhen(isTargetFailure), {
        breaker: new SamplingBreaker({ threshold, duration: windowMs, minimumRps }),
        halfOpenAfter: new ExponentialBackoff({ initialDelay: openMs, maxDelay: maxOpenMs, exponent: 2 }),
      });
      breaker.onStateChange((state) => this.#onChange({ subject, state: STATE[state] }));
      this.#bySubject.set(subject, breaker);
    }
    return breaker;
  }
}

function isTargetFailure(error: unknown): boolean {
  const { code, reason } = error as { readonly code?: unknown; readonly reason?: unknown };
  return (code === 'UNAVAILABLE' && reason !== 'CIRCUIT_OPEN') || code === 'DEADLINE_EXCEEDED' || code === 'DATA_LOSS';
}
