import type { ActiveOperation } from './instrumentation.js';

/** One command or script sent to a database. */
export interface StoreCall {
  /** `db.system.name`, such as `redis`. */
  readonly system: string;
  /** `db.operation.name`: what is done, from a small fixed set, such as `commit`. Never holds keys or values. */
  readonly operation: string;
  /** `db.namespace`: whose data it is, such as the service. */
  readonly namespace: string;
}

/** What a store reports of its work. Names follow OpenTelemetry's database conventions. */
export interface StoreInstrumentation {
  storeCall(call: StoreCall): ActiveOperation;
}

export const noStoreInstrumentation: StoreInstrumentation = {
  storeCall: () => ({ carrier: {}, run: (work) => work(), end: () => undefined }),
};
