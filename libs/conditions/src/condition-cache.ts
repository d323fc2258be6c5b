import { compileCondition, type Condition, type ConditionOptions } from './compile-condition.js';
import type { ConditionValues, Variables } from './variables.js';

export interface ConditionCacheOptions extends ConditionOptions {
  /** Compiled texts kept, the least recently used leaves first. Default 1000. */
  readonly capacity?: number;
}

/** Compiles each text once (a compile costs some hundred times an evaluation). */
export interface ConditionCache {
  /** The compiled text. @throws DomainError BAD_CONDITION, as `compileCondition`; a bad text is not kept. */
  get(text: string): Condition;
  /** Compiles when needed and evaluates. */
  evaluate(text: string, values: ConditionValues): boolean;
  /** Texts kept now. */
  readonly size: number;
}

/** A cache for one map of variables; a service has one. Throws RangeError when the capacity is not a positive integer. */
export function createConditionCache(variables: Variables, options: ConditionCacheOptions = {}): ConditionCache {
  const capacity = options.capacity ?? 1000;
  if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError('capacity must be a positive integer');
  // A Map iterates in insertion order: re-inserting what was read keeps the least recently used first.
  const kept = new Map<string, Condition>();

  const get = (text: string): Condition => {
    const condition = kept.get(text) ?? compileCondition(text, variables, options);
    kept.delete(text);
    kept.set(text, condition);
    if (kept.size > capacity) {
      const oldest = kept.keys().next();
      if (oldest.done !== true) kept.delete(oldest.value);
    }
    return condition;
  };

  return {
    get,
    evaluate: (text, values) => get(text).evaluate(values),
    get size() {
      return kept.size;
    },
  };
}
