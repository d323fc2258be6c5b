import type { MessageShape, ValueShape } from './message-shape.js';

/** The oneofs of a message, each with the name of a local variable that says whether one of it was met. */
export class OneofFlags {
  readonly #groups: readonly string[];

  constructor({ fields }: MessageShape) {
    this.#groups = [...new Set(fields.flatMap(({ presence }) => (presence.kind === 'oneof' ? [presence.group] : [])))];
  }

  /** Declarations that go on after one of another variable. */
  get declarations(): string {
    return this.#groups.map((group) => `,${this.#flag(group)}=false`).join('');
  }

  /** Statements that throw when a member of the group was met before. */
  meet(group: string, slow: string): string {
    const flag = this.#flag(group);
    return `if(${flag})throw ${slow};${flag}=true;`;
  }

  #flag(group: string): string {
    return `g${this.#groups.indexOf(group)}`;
  }
}

/**
 * Expression: whether `v` is not the zero of its type, so that it is written without presence. Minus zero is not;
 * https://protobuf.dev/programming-guides/proto3/#default.
 * @param longZeros what a 64-bit zero may look like
 */
export function differsFromZero(value: ValueShape, longZeros: readonly string[]): string {
  if (value.kind !== 'scalar') return 'v!==0';
  switch (value.scalar) {
    case 'string':
      return "v!==''";
    case 'bytes':
      return 'v.length!==0';
    case 'bool':
      return 'v!==false';
    case 'double':
    case 'float':
      return '(v!==0||Object.is(v,-0))';
    default:
      return value.scalar.endsWith('64') ? longZeros.map((zero) => `v!==${zero}`).join('&&') : 'v!==0';
  }
}
