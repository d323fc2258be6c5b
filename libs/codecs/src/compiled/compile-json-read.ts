import type { ByteSink } from './byte-sink.js';
import type { CompiledMessage } from './compiled-message.js';
import { FunctionSource } from './function-source.js';
import { JSON_READERS, mapKeyOf } from './json-values.js';
import type { EnumShape, FieldShape, MessageShape, ScalarName, ValueShape } from './message-shape.js';
import { isNullValue } from './null-value.js';
import { differsFromZero, OneofFlags } from './presence.js';
import { SLOW_WAY } from './slow-way.js';
import { groupTagOf, isPackable, tagOf, wireTypeOf, wireTypeOfScalar, writerOf, writeTag } from './wire-types.js';

/** Writes what parsed JSON says as protobuf binary; `depth` counts the messages around this one. */
export type JsonReadFunction = (json: unknown, sink: ByteSink, depth: number) => void;

/** Deeper nesting is left to the reference, which refuses it. */
const MAX_DEPTH = 64;

/** Compiles the function that turns JSON of a message type into bytes, without a message object in between. */
export function compileJsonRead(
  shape: MessageShape,
  compiledOf: (of: MessageShape) => CompiledMessage,
): JsonReadFunction {
  const source = new FunctionSource();
  const slow = source.constant(SLOW_WAY);
  const emitter: Emitter = {
    slow,
    read: (value, expression) => {
      if (value.kind === 'enum') return `${source.constant(enumReader(value.of))}(${expression})`;
      return value.kind === 'scalar' ? readScalar(source, value.scalar, expression) : expression;
    },
    write: (value, expression) => {
      if (value.kind === 'enum') return `w.int32(${expression});`;
      if (value.kind === 'scalar') return `w.${writerOf(value.scalar)}(${expression});`;
      const codec = source.constant(compiledOf(value.of()));
      return `{const s=w.open();${codec}.readJson(${expression},w,depth+1);w.close(s);}`;
    },
    mapKey: (key, expression) => `${source.constant(mapKeyOf)}(${JSON.stringify(key)},${expression})`,
    takesNull: (value) => value.kind === 'message' && compiledOf(value.of()).readsNull,
  };
  const oneofs = new OneofFlags(shape);
  const fields = [...shape.fields]
    .sort((a, b) => a.number - b.number)
    .map((field) => readField(field, emitter, oneofs));
  const body = `if(typeof j!=='object'||j===null||depth>${MAX_DEPTH}||Array.isArray(j))throw ${slow};
let n=0${oneofs.declarations},f;
${fields.join('\n')}
let c=0;for(const x in j)c++;
if(c!==n)throw ${slow};w.members+=c;`;
  return source.compile('j,w,depth', body);
}

/** What most values look like is seen at once; the rest is for the reader. Sinks look at the types of texts and truths. */
function readScalar(source: FunctionSource, scalar: ScalarName, expression: string): string {
  if (scalar === 'string' || scalar === 'bool') return expression;
  return `${source.constant(JSON_READERS[scalar])}(${expression})`;
}

interface Emitter {
  readonly slow: string;
  /** Expression for what a JSON value is as a scalar or enum. */
  readonly read: (value: ValueShape, expression: string) => string;
  /** Statements that write it, length included, tag not. */
  readonly write: (value: ValueShape, expression: string) => string;
  readonly mapKey: (key: ScalarName, expression: string) => string;
  readonly takesNull: (value: ValueShape) => boolean;
}

function readField(field: FieldShape, emitter: Emitter, oneofs: OneofFlags): string {
  const { value } = field;
  if (isNullValue(value)) return `f=${lookUp(field)};if(f!==undefined)throw ${emitter.slow};`;
  // null stands for "not there", but for google.protobuf.Value.
  const there = emitter.takesNull(value) && field.presence.kind !== 'list' ? 'true' : 'f!==null';
  return `f=${lookUp(field)};if(f!==undefined){n++;if(${there}){${writeField(field, emitter, oneofs)}}}`;
}

/** By either of its names. Names that every object answers to must be the JSON's own. */
function lookUp({ name, jsonName }: FieldShape): string {
  const own = (key: string): string => {
    const text = JSON.stringify(key);
    return key in Object.prototype ? `(Object.hasOwn(j,${text})?j[${text}]:undefined)` : `j[${text}]`;
  };
  return name === jsonName ? own(name) : `${own(jsonName)};if(f===undefined)f=${own(name)}`;
}

function writeField(field: FieldShape, { slow, read, write, mapKey }: Emitter, oneofs: OneofFlags): string {
  const { presence, value, number } = field;
  const tag = writeTag(tagOf(number, wireTypeOf(value)));
  switch (presence.kind) {
    case 'implicit':
      return `const v=${read(value, 'f')};if(${differsFromZero(value, ['0', '0n'])}){${tag}${write(value, 'v')}}`;
    case 'explicit':
      return `const v=${read(value, 'f')};${tag}${write(value, 'v')}`;
    case 'oneof':
      return `${oneofs.meet(presence.group, slow)}const v=${read(value, 'f')};${tag}${write(value, 'v')}`;
    case 'list': {
      const array = `if(!Array.isArray(f))throw ${slow};`;
      const each = `for(let i=0;i<f.length;i++){const v=${read(value, 'f[i]')};`;
      if (!presence.packed || !isPackable(value)) return `${array}${each}${tag}${write(value, 'v')}}`;
      return `${array}if(f.length>0){${writeTag(groupTagOf(field))}const s=w.open();${each}${write(value, 'v')}}w.close(s);}`;
    }
    case 'map': {
      const key = `${writeTag(tagOf(1, wireTypeOfScalar(presence.key)))}w.${presence.key}(${mapKey(presence.key, 'x')});`;
      const entry = `const v=${read(value, 'f[x]')};${writeTag(tagOf(2, wireTypeOf(value)))}${write(value, 'v')}`;
      return `if(typeof f!=='object'||Array.isArray(f))throw ${slow};for(const x in f){w.members++;${writeTag(groupTagOf(field))}const e=w.open();${key}${entry}w.close(e);}`;
    }
  }
}

function enumReader({ numberOf }: EnumShape): (value: unknown) => number {
  return (value) => {
    const number = typeof value === 'string' ? numberOf.get(value) : value;
    // Unknown names are refused; unknown numbers are kept, as proto3 wants.
    if (typeof number !== 'number' || (number | 0) !== number) throw SLOW_WAY;
    return number;
  };
}
