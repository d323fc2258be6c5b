import { type CelInput, isCelError, parse, plan } from '@bufbuild/cel';
import { isDomainError } from '@bodybroker/domain';
import { badCondition } from './bad-condition.js';
import { celEnvironment } from './cel-environment.js';
import { checkExpression } from './check-expression.js';
import { toCelValue } from './to-cel-value.js';
import type { ConditionValues, Variables } from './variables.js';

/** In UTF-16 code units. */
export const MAX_CONDITION_LENGTH = 1024;

/** A compiled rule. Stateless but for having reported once that it could not be decided. */
export interface Condition {
  readonly text: string;
  /** The declared variables the text reads; others need not be given to {@link Condition.evaluate}. */
  readonly variables: ReadonlySet<string>;
  /**
   * Whether the rule holds. Never throws: a missing field, a value that does not fit its declared type or any other
   * failure makes it false and is reported once to `onMissing`. As in CEL, `missing || true` is decided and true.
   */
  evaluate(values: ConditionValues): boolean;
}

/** Why a condition could not be decided. Carries no value, so it may be logged. */
export interface UndecidedCondition {
  readonly text: string;
  readonly problem: string;
}

export interface ConditionOptions {
  /** Called at most once per compiled condition, when it could not be decided. What it throws is dropped. Default: nothing. */
  readonly onMissing?: (undecided: UndecidedCondition) => void;
}

/**
 * Compiles a CEL expression over the given variables.
 *
 * @throws DomainError INVALID_ARGUMENT, reason BAD_CONDITION, with `details.position` (offset in the text) and `details.problem`
 */
export function compileCondition(text: string, variables: Variables, options: ConditionOptions = {}): Condition {
  if (text.length > MAX_CONDITION_LENGTH)
    throw badCondition(`longer than ${MAX_CONDITION_LENGTH} characters`, MAX_CONDITION_LENGTH);
  const { read, run } = planText(text, variables);
  let reported = false;

  const report = (problem: string): false => {
    if (reported) return false;
    reported = true;
    try {
      options.onMissing?.({ text, problem });
    } catch {
      // A log that fails must not change the answer of a rule.
    }
    return false;
  };

  const evaluate = (values: ConditionValues): boolean => {
    try {
      const result = run(bind(read, variables, values));
      if (typeof result === 'boolean') return result;
      return report(isCelError(result) ? result.message : 'the result is not a boolean');
    } catch (error) {
      return report(error instanceof Error ? error.message : 'evaluation failed');
    }
  };

  return { text, variables: read, evaluate };
}

interface PlannedText {
  readonly read: ReadonlySet<string>;
  readonly run: (bindings: Record<string, CelInput>) => unknown;
}

function planText(text: string, variables: Variables): PlannedText {
  try {
    const parsed = parse(text);
    const read = checkExpression(parsed.expr, variables, parsed.sourceInfo?.positions ?? {});
    return { read, run: plan(celEnvironment, parsed) };
  } catch (error) {
    if (isDomainError(error)) throw error;
    // The parser and the planner recurse: a text of brackets only ends their stack.
    if (error instanceof RangeError) throw badCondition('nested too deep', 0);
    throw badCondition(problemOf(error), offsetOf(error));
  }
}

function bind(read: ReadonlySet<string>, variables: Variables, values: ConditionValues): Record<string, CelInput> {
  // No prototype: the evaluator reads names by inheritance.
  const bindings = Object.create(null) as Record<string, CelInput>;
  for (const name of read) {
    const type = variables[name];
    const value = type !== undefined && Object.hasOwn(values, name) ? toCelValue(values[name], type) : undefined;
    if (value !== undefined) bindings[name] = value;
  }
  return bindings;
}

function problemOf(error: unknown): string {
  if (error instanceof Error && 'rawMessage' in error && typeof error.rawMessage === 'string') return error.rawMessage;
  return error instanceof Error ? error.message : 'does not parse';
}

function offsetOf(error: unknown): number {
  const location = (error as { location?: { start?: { offset?: unknown } } } | null)?.location;
  const offset = location?.start?.offset;
  return typeof offset === 'number' ? offset : 0;
}
