import { TestingService, contract, type ITestingService } from '@bodybroker/contracts-testing';
import { RpcError, type HandlerContext, type Handlers } from '@bodybroker/nats-sdk';
import { defineService, implement } from '@bodybroker/service-kit';

/** A call that reached the peer. */
export interface PeerCall {
  readonly method: string;
  readonly what: string;
  readonly key: string | undefined;
  readonly worldId: string;
  readonly correlationId: string;
  readonly actor: string;
}

/** What the peer does at a call; by default it succeeds. */
export type PeerRule = (call: PeerCall, calls: readonly PeerCall[]) => Promise<void> | void;

/** A service that does as the test says, remembers what it was asked, and counts each idempotency key once. */
export class TestingPeer {
  readonly calls: PeerCall[] = [];
  readonly effects = new Map<string, string>();
  rule: PeerRule = () => undefined;

  readonly service = defineService({
    name: 'testing',
    contract,
    config: {},
    build: () => ({ implementations: [implement<ITestingService>(TestingService, this.#handlers())] }),
  });

  /** What was done and asked, in order, such as `Charge 5`. */
  get log(): readonly string[] {
    return this.calls.map(({ method, what }) => `${method} ${what}`.trim());
  }

  async #take(method: string, what: string, context: HandlerContext): Promise<void> {
    const call = {
      method,
      what,
      key: context.idempotencyKey,
      worldId: context.worldId,
      correlationId: context.correlationId,
      actor: `${context.actor.kind}:${context.actor.id}`,
    };
    this.calls.push(call);
    await this.rule(call, this.calls);
    this.effects.set(context.idempotencyKey ?? '', `${method} ${what}`.trim());
  }

  #handlers(): Handlers<ITestingService> {
    const refuse = (): never => {
      throw new RpcError('UNIMPLEMENTED', 'UNIMPLEMENTED', 'not part of this test');
    };
    return {
      echo: async ({ text, blob }, context) => {
        await this.#take('Echo', text, context);
        return { ...ECHOED, text, blob };
      },
      charge: async ({ amount }, context) => {
        await this.#take('Charge', String(amount), context);
        return { amount, idempotencyKey: context.idempotencyKey ?? '' };
      },
      rename: async (_request, context) => {
        await this.#take('Rename', '', context);
        return { actor: `${context.actor.kind}:${context.actor.id}` };
      },
      plain: async ({ text }, context) => {
        await this.#take('Plain', text, context);
        return { text };
      },
      getHero: refuse,
      check: refuse,
      wait: refuse,
      reset: refuse,
      watchTicks: refuse,
      sum: refuse,
      chat: refuse,
    };
  }
}

const ECHOED = {
  instance: '',
  actor: '',
  requestId: '',
  correlationId: '',
  causationId: '',
  worldId: '',
  locale: '',
  traceparent: '',
  remainingMs: 0n,
};

/** A refusal that is never retried. */
export function refusal(reason = 'NO'): RpcError {
  return new RpcError('FAILED_PRECONDITION', reason, 'the peer refuses');
}

/** A failure that is worth another call, and leaves open whether something was done. */
export function outage(): RpcError {
  return new RpcError('UNAVAILABLE', 'DOWN', 'the peer is down');
}
