import type { parse } from '@bufbuild/cel';
import { badCondition } from './bad-condition.js';
import { celEnvironment } from './cel-environment.js';
import type { Variables } from './variables.js';

export type Expression = ReturnType<typeof parse>['expr'];

/** Keeps the evaluator's stack far from its end, whoever calls it. */
export const MAX_EXPRESSION_DEPTH = 64;
/** A macro inside a macro runs a list squared; two levels over the largest lists (500) are 250 000 steps. */
export const MAX_MACRO_DEPTH = 2;
/** Bounds what many macros one after the other cost. */
export const MAX_MACROS = 8;

const BUILT_INTO_THE_PLANNER = new Set(['_&&_', '_||_', '_?_:_', '_[_]', '@not_strictly_false']);
const TYPE_NAMES = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type']);
const NEVER_BOOLEAN = new Set(['_+_', '_-_', '_*_', '_/_', '_%_', '-_', 'size', 'int', 'uint', 'double', 'string']);
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

/**
 * Refuses (BAD_CONDITION) what the parser lets through: unknown variables and functions, message literals, numbers out
 * of range, expressions too deep or too costly, and those that can never be a boolean.
 *
 * @param positions offset in the text by expression id
 * @returns the names of the variables the expression reads
 */
export function checkExpression(
  root: Expression,
  variables: Variables,
  positions: Readonly<Record<number, number>>,
): ReadonlySet<string> {
  const read = new Set<string>();
  let macros = 0;

  const fail = (expression: Expression, problem: string): never => {
    throw badCondition(problem, positions[Number(expression.id)] ?? 0);
  };

  const visitName = (expression: Expression, name: string, locals: ReadonlySet<string>): void => {
    if (locals.has(name)) return;
    if (Object.hasOwn(variables, name)) read.add(name);
    else if (!TYPE_NAMES.has(name)) fail(expression, `unknown variable "${name}"`);
  };

  const visit = (expression: Expression, locals: ReadonlySet<string>, depth: number, macroDepth: number): void => {
    if (depth > MAX_EXPRESSION_DEPTH) fail(expression, `nested deeper than ${MAX_EXPRESSION_DEPTH}`);
    const inside = (child: Expression | undefined, scope = locals, macro = macroDepth): void => {
      if (child !== undefined) visit(child, scope, depth + 1, macro);
    };
    const { exprKind } = expression;
    switch (exprKind.case) {
      case 'constExpr': {
        const constant = exprKind.value.constantKind;
        const tooLarge =
          (constant.case === 'int64Value' && (constant.value > MAX_INT || constant.value < -MAX_INT - 1n)) ||
          (constant.case === 'uint64Value' && constant.value > MAX_UINT);
        if (tooLarge) fail(expression, 'the number does not fit 64 bits');
        return;
      }
      case 'identExpr':
        return visitName(expression, exprKind.value.name, locals);
      case 'selectExpr':
        return inside(exprKind.value.operand);
      case 'callExpr': {
        const name = exprKind.value.function;
        if (!BUILT_INTO_THE_PLANNER.has(name) && celEnvironment.funcs.find(name) === undefined)
          fail(expression, `unknown function "${name}"`);
        inside(exprKind.value.target);
        return exprKind.value.args.forEach((argument) => inside(argument));
      }
      case 'listExpr':
        return exprKind.value.elements.forEach((element) => inside(element));
      case 'structExpr':
        if (exprKind.value.messageName !== '') fail(expression, 'message literals are not supported');
        for (const entry of exprKind.value.entries) {
          if (entry.keyKind.case === 'mapKey') inside(entry.keyKind.value);
          inside(entry.value);
        }
        return;
      case 'comprehensionExpr': {
        const loop = exprKind.value;
        if (++macros > MAX_MACROS) fail(expression, `more than ${MAX_MACROS} list macros`);
        if (macroDepth >= MAX_MACRO_DEPTH) fail(expression, `list macros nested deeper than ${MAX_MACRO_DEPTH}`);
        const scope = new Set([...locals, loop.accuVar, loop.iterVar, loop.iterVar2]);
        inside(loop.iterRange);
        inside(loop.accuInit);
        for (const part of [loop.loopCondition, loop.loopStep, loop.result]) inside(part, scope, macroDepth + 1);
        return;
      }
      default:
        fail(expression, 'is empty');
    }
  };

  visit(root, new Set(), 1, 0);
  if (!canBeBoolean(root, variables)) fail(root, 'is not a yes-or-no expression');
  return read;
}

function canBeBoolean(root: Expression, variables: Variables): boolean {
  const { exprKind } = root;
  switch (exprKind.case) {
    case 'constExpr':
      return exprKind.value.constantKind.case === 'boolValue';
    case 'identExpr': {
      const type = Object.hasOwn(variables, exprKind.value.name) ? variables[exprKind.value.name] : 'int';
      return type === 'bool' || type === 'dyn';
    }
    case 'callExpr':
      return !NEVER_BOOLEAN.has(exprKind.value.function);
    case 'listExpr':
    case 'structExpr':
      return false;
    default:
      return true;
  }
}
