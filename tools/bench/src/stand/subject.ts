import type { HttpTarget } from '../load/http-target.js';
import type { RunningProcess } from './start-process.js';

/** The ways to carry the same message there and back, as reports name them. */
export const PATH = {
  raw: 'raw nats request()',
  sdk: 'SDK unary',
  hono: 'bare Hono',
  undici: 'Hono → undici → Hono',
  fetch: 'Hono → fetch → Hono',
  gateway: 'gateway, player token',
  gatewayOpen: 'gateway, public',
  tracingIdle: 'gateway, tracing, 0 % sampled',
  tracing: 'gateway, tracing, 1 % sampled',
  nestjs: 'NestJS, Fastify, NATS',
  moleculer: 'Moleculer, NATS',
  grpc: 'Hono → gRPC',
} as const;

export type PathName = (typeof PATH)[keyof typeof PATH];

/** One of them, running. */
export interface Subject {
  readonly name: PathName;
  /** What makes its load. */
  readonly load: RunningProcess;
  /** Where an HTTP load goes. */
  readonly target?: HttpTarget;
  /** What is measured beside saturation. */
  readonly also: 'constant-rate' | 'one-at-a-time' | 'nothing';
  /** Processes that do the work, by name, what makes the load left out. */
  readonly pids: Readonly<Record<string, number>>;
}
