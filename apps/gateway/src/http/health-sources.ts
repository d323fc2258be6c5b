/** What /readyz answers: 200 when ready, else 503. */
export interface Readiness {
  readonly ready: boolean;
  /** What was looked at, and why it fails where it does. */
  readonly checks: Readonly<Record<string, string>>;
  /** Facts that do not decide, such as open circuit breakers. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** What the health pages show. */
export interface HealthSources {
  readiness(): Promise<Readiness>;
  /** The metrics in Prometheus' text format. */
  metricsText(): Promise<string>;
}
