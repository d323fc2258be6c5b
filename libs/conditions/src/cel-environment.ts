import { type CelEnv, CelScalar, celEnv, celFunc } from '@bufbuild/cel';

const { DOUBLE, INT } = CelScalar;

/** CEL has no arithmetic between int and double; a writer of rules should not have to know which number is which. */
const MIXED_ARITHMETIC: readonly (readonly [operator: string, apply: (left: number, right: number) => number])[] = [
  ['_+_', (left, right) => left + right],
  ['_-_', (left, right) => left - right],
  ['_*_', (left, right) => left * right],
  ['_/_', (left, right) => left / right],
];

/** CEL's standard functions and operators, plus arithmetic between int and double, which gives a double. */
export const celEnvironment: CelEnv = celEnv({
  funcs: MIXED_ARITHMETIC.flatMap(([operator, apply]) => [
    celFunc(operator, [INT, DOUBLE], DOUBLE, (left, right) => apply(Number(left), right)),
    celFunc(operator, [DOUBLE, INT], DOUBLE, (left, right) => apply(left, Number(right))),
  ]),
});
