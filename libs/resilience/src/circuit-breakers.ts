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
  readonly #bySubject = new Map<string, SubjectBreaker>();

  constructor(options: Partial<BreakerOptions> = {}, onChange: (change: BreakerChange) => void = () => undefined) {
    this.#options = { ...DEFAULTS, ...options };
    this.#onChange = onChange;
  }

  /** Rejects with CircuitOpenError, or with what `work` rejects with. */
  execute<T>(subject: string, work: () => Promise<T>): Promise<T> {
    let breaker = this.#bySubject.get(subject);
    if (breaker === undefined) {
      breaker = new SubjectBreaker(subject, this.#options, this.#onChange);
      this.#bySubject.set(subject, breaker);
    }
    return breaker.execute(work);
  }

  /** The breakers that are not closed, for health detail. */
  get notClosed(): readonly BreakerChange[] {
    return [...this.#bySubject]
      .map(([subject, { state }]) => ({ subject, state }))
      .filter(({ state }) => state !== 'closed');
  }
}

class SubjectBreaker {
  readonly #subject: string;
  readonly #openMs: number;
  readonly #sampler: SamplingBreaker;
  readonly #policy: CircuitBreakerPolicy;

  constructor(subject: string, options: BreakerOptions, onChange: (change: BreakerChange) => void) {
    const { threshold, windowMs, minimumRps, openMs, maxOpenMs } = options;
    this.#subject = subject;
    this.#openMs = openMs;
    this.#sampler = new SamplingBreaker({ threshold, duration: windowMs, minimumRps });
    this.#policy = circuitBreaker(handleWhen(isTargetFailure), {
      breaker: this.#sampler,
      halfOpenAfter: new ExponentialBackoff({ initialDelay: openMs, maxDelay: maxOpenMs, exponent: 2 }),
    });
    this.#policy.onStateChange((state) => onChange({ subject, state: STATE[state] }));
  }

  get state(): BreakerState {
    return STATE[this.#policy.state];
  }

  execute<T>(work: () => Promise<T>): Promise<T> {
    if (this.#policy.state !== CircuitState.Closed) return this.#executeGuarded(work);
    // As the policy does it while it is closed, without its promises: nearly all calls go this way.
    return work().then(
      (value) => {
        this.#sampler.success(CircuitState.Closed);
        return value;
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /** Counts a failure of a call that began while the breaker was closed; the policy decides whether it opens. */
  async #fail(error: unknown): Promise<never> {
    if (this.#policy.state === CircuitState.Closed) return this.#policy.execute(() => Promise.reject(error));
    // It opened meanwhile: no probe is spent on what is over.
    if (isTargetFailure(error)) this.#sampler.failure(CircuitState.Closed);
    throw error;
  }

  async #executeGuarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#policy.execute(work);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new CircuitOpenError(this.#subject, this.#openMs);
      throw error;
    }
  }
}

function isTargetFailure(error: unknown): boolean {
  const { code, reason } = error as { readonly code?: unknown; readonly reason?: unknown };
  return (code === 'UNAVAILABLE' && reason !== 'CIRCUIT_OPEN') || code === 'DEADLINE_EXCEEDED' || code === 'DATA_LOSS';
}
