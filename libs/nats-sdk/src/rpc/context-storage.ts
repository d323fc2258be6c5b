import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallContext } from './call-context.js';

const storage = new AsyncLocalStorage<CallContext>();

/**
 * Runs `work` with `context` as the current one: calls made inside it carry on its actor, ids, trace and what is left
 * of its time.
 */
export function runInContext<T>(context: CallContext, work: () => T): T {
  return storage.run(context, work);
}

/** The context of the request or event being worked on; undefined outside of any. */
export function currentContext(): CallContext | undefined {
  return storage.getStore();
}
