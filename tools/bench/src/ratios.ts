import type { Measurement } from './run-rounds.js';

/** How the paths compare within this run; absolute figures depend on the machine. */
export function ratiosOf(measurements: readonly Measurement[]): Readonly<Record<string, number>> {
  const rate = (name: string): number => measurements.find((m) => m.name === name)?.perSecond.median ?? NaN;
  return {
    'SDK unary ÷ raw nats request()': rate('SDK unary') / rate('raw nats request()'),
    'gateway ÷ bare Hono': rate('gateway → NATS → service') / rate('bare Hono'),
    'gateway ÷ HTTP+JSON hop': rate('gateway → NATS → service') / rate('Hono → HTTP+JSON → Hono'),
  };
}
