/**
 * What a service promises about one variable of its conditions.
 *
 * - `int`: a whole JS number or a bigint; `double`: any JS number;
 * - `list`: an array; `map`: a plain object or a Map with string keys; `dyn`: any of them;
 * - inside lists, maps and `dyn` a whole number is a CEL int, any other number a double.
 */
export type VariableType = 'bool' | 'int' | 'double' | 'string' | 'list' | 'map' | 'dyn';

/** The documented variables of a service: name to type. Names are CEL identifiers. */
export type Variables = Readonly<Record<string, VariableType>>;

/** A value a condition can read. `undefined` is the same as a field that is not there. */
export type ConditionValue =
  | boolean
  | number
  | bigint
  | string
  | null
  | undefined
  | readonly ConditionValue[]
  | ReadonlyMap<string, ConditionValue>
  | { readonly [key: string]: ConditionValue };

/** Values of one evaluation, by variable name. */
export type ConditionValues = Readonly<Record<string, ConditionValue>>;
