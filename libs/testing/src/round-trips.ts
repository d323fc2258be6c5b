import { AsyncLocalStorage } from 'node:async_hooks';
import type { Shard, Store } from '@bodybroker/storage';
import type { Instrumentation } from '@bodybroker/telemetry';

/** What one answered call asked of the store. */
export interface StoreCost {
  /** `SettingsService/GetSettings`. */
  readonly method: string;
  /** How often it waited for the store: what it asks at the same time is one. */
  readonly roundTrips: number;
  /** What it asked in each of them, such as `['receipt peek', 'commit']`. */
  readonly asked: readonly string[];
}

interface CallUnderWay {
  readonly method: string;
  readonly asked: string[];
  /** Until the answers of this round trip are there. */
  turn: Promise<void> | undefined;
}

/** Counts what the calls of a service ask of its store. What workers, subscribers and the outbox ask is nobody's call. */
export class RoundTripCounter {
  readonly #calls: StoreCost[] = [];
  readonly #underWay = new AsyncLocalStorage<CallUnderWay>();

  /** Of the calls that were answered so far, the oldest first. */
  get calls(): readonly StoreCost[] {
    return this.#calls;
  }

  /** How often the last call of each method waited: `{ GetSettings: 1 }`. For budgets: the first call may fill caches. */
  get lastOfEach(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#calls.map(({ method, roundTrips }) => [method.slice(method.indexOf('/') + 1), roundTrips]),
    );
  }

  /** Tells the calls apart. */
  instrument(instrumentation: Instrumentation): Instrumentation {
    return {
      ...instrumentation,
      serverCall: (rpc, parent) => {
        const method = `${rpc.service.slice(rpc.service.lastIndexOf('.') + 1)}/${rpc.method}`;
        const call: CallUnderWay = { method, asked: [], turn: undefined };
        const operation = instrumentation.serverCall(rpc, parent);
        return {
          carrier: operation.carrier,
          run: (work) => operation.run(() => this.#underWay.run(call, work)),
          end: (outcome, error) => {
            operation.end(outcome, error);
            const asked = [...call.asked];
            if (outcome === 'OK') this.#calls.push({ method, roundTrips: asked.length, asked });
          },
        };
      },
    };
  }

  /** The same store, which answers all that is asked in one turn of the event loop at its end, as a server does. */
  watch(store: Store): Store {
    const shards = store.shards().map((shard) => this.#watchShard(shard));
    return {
      service: store.service,
      outbox: store.outbox,
      shard: (ownerId) => shards[store.shard(ownerId).number] ?? store.shard(ownerId),
      shards: () => shards,
      scan: (kind, options) => store.scan(kind, options),
      ready: () => store.ready(),
    };
  }

  #watchShard(shard: Shard): Shard {
    return new Proxy(shard, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          this.#count(String(name), () => Reflect.apply(member, target, args) as Promise<unknown>);
      },
    });
  }

  async #count(operation: string, ask: () => Promise<unknown>): Promise<unknown> {
    const call = this.#underWay.getStore();
    if (call === undefined) return ask();
    if (call.turn === undefined) {
      call.asked.push(operation);
      call.turn = nextTurn(call);
    } else call.asked.push(`${call.asked.pop()} ${operation}`);
    const { turn } = call;
    try {
      return await ask();
    } finally {
      await turn;
    }
  }
}

async function nextTurn(call: CallUnderWay): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  call.turn = undefined;
}
