import type { ITestingService } from '@bodybroker/contracts-testing';
import { formatActor, RpcError, type Handlers } from '../src/index.js';

export type TestingHandlers = Handlers<ITestingService>;

/** Handlers that do what the proto says; a test replaces those it is about. */
export function testingHandlers(instance: string, own: Partial<TestingHandlers> = {}): TestingHandlers {
  return {
    echo: async ({ text, blob }, context) => ({
      text,
      blob,
      instance,
      actor: formatActor(context.actor),
      requestId: context.requestId,
      correlationId: context.correlationId,
      causationId: context.causationId,
      worldId: context.worldId,
      locale: context.locale,
      traceparent: context.traceparent ?? '',
      remainingMs: context.deadline === undefined ? 0n : BigInt(Math.round(context.remainingMs())),
    }),
    getHero: async ({ playerId }) => ({ playerId, name: 'Ash' }),
    charge: async ({ amount }, { idempotencyKey = '' }) => ({ amount, idempotencyKey }),
    check: async () => ({}),
    wait: async () => ({}),
    rename: async (_, { actor }) => ({ actor: formatActor(actor) }),
    reset: async () => ({}),
    plain: async ({ text }) => {
      if (text === 'fail') throw new RpcError('NOT_FOUND', 'NO_SUCH_TEXT', 'no such text');
      return { text };
    },
    watchTicks: async function* ({ count, sizeBytes }) {
      for (let number = 0; count === 0 || number < count; number += 1)
        yield { number, data: new Uint8Array(sizeBytes) };
    },
    sum: async (requests) => {
      let value = 0n;
      for await (const request of requests) value += request.value;
      return { value };
    },
    chat: async function* (requests) {
      for await (const { text } of requests) yield { text: `re: ${text}` };
    },
    ...own,
  };
}
