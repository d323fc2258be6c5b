import type { ValueShape } from './message-shape.js';

/** The one enum whose JSON is null; it hardly ever stands alone and is left to the reference. */
export function isNullValue(value: ValueShape): boolean {
  return value.kind === 'enum' && value.of.typeName === 'google.protobuf.NullValue';
}
