import type { ByteSource } from './byte-source.js';
import type { CompiledMessage } from './compiled-message.js';
import { FunctionSource } from './function-source.js';
import type { JsonSink } from './json-sink.js';
import type { EnumShape, FieldShape, MessageShape, ScalarName, ValueShape } from './message-shape.js';
import { isNullValue } from './null-value.js';
import { OneofFlags } from './presence.js';
import { SLOW_WAY } from './slow-way.js';
import { groupTagOf, isPackable, tagOf, wireTypeOf, wireTypeOfScalar } from './wire-types.js';

/** Writes the JSON of the message that ends at `end`. */
export type JsonWriteFunction = (source: ByteSource, end: number, sink: JsonSink) => void;

const COMMA = ','.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
const OPEN_BRACE = '{'.charCodeAt(0);
const CLOSE_BRACE = '}'.charCodeAt(0);
const CLOSE_BRACKET = ']'.charCodeAt(0);

/**
 * Compiles the function that turns bytes of a message type into JSON, without a message object in between. It takes
 * bytes as protobuf writers make them: fields in the order of their numbers, each once, none that is zero. Everything
 * else is legal and rare, and left to the reference.
 */
export function compileJsonWrite(
  shape: MessageShape,
  compiledOf: (of: MessageShape) => CompiledMessage,
): JsonWriteFunction {
  const source = new FunctionSource();
  const slow = source.constant(SLOW_WAY);
  const oneofs = new OneofFlags(shape);
  const emitter: Emitter = {
    slow,
    oneofs,
    write: (value) => {
      if (isNullValue(value)) return `throw ${slow};`;
      if (value.kind === 'enum') return `${source.constant(enumWriter(value.of))}(r,o);`;
      if (value.kind === 'scalar') return SCALAR_WRITERS[value.scalar];
      return `${source.constant(compiledOf(value.of()))}.writeJson(r,r.end(),o);`;
    },
    key: (field, opening) => {
      const text = `${JSON.stringify(field.jsonName)}:${opening}`;
      const [first, next] = [Buffer.from(text), Buffer.from(`,${text}`)];
      return `o.raw(first?${source.constant(first)}:${source.constant(next)});first=false;`;
    },
    keySet: () => source.constant(newSet),
  };
  const cases = shape.fields.map((field) => writeField(field, emitter));
  const body = `o.byte(${OPEN_BRACE});
let last=0,open=0,first=true,seen${oneofs.declarations};
while(r.pos<end){const t=r.uint32(),n=t>>>3;
if(n!==last){if(n<last||n===0)throw ${slow};if(open!==0){o.byte(open);open=0;}}
switch(t){
${cases.join('\n')}
default:if(t<8)throw ${slow};r.skip(t&7);}
last=n;}
if(r.pos!==end)throw ${slow};
if(open!==0)o.byte(open);
o.byte(${CLOSE_BRACE});`;
  return source.compile('r,end,o', body);
}

interface Emitter {
  readonly slow: string;
  readonly oneofs: OneofFlags;
  /** Statements that read one value and write it. */
  readonly write: (value: ValueShape) => string;
  /** Statements that write a field's name, with a comma where it is not the first, and what opens its list or map. */
  readonly key: (field: FieldShape, opening: '' | '[' | '{') => string;
  readonly keySet: () => string;
}

const integer = (scalar: ScalarName): string => `o.integer(r.${scalar}());`;
const long = (scalar: ScalarName): string => `o.${scalar}(r);`;

const SCALAR_WRITERS: Readonly<Record<ScalarName, string>> = {
  double: 'o.number(r.double());',
  float: 'o.number(r.float());',
  int32: integer('int32'),
  uint32: integer('uint32'),
  sint32: integer('sint32'),
  fixed32: integer('fixed32'),
  sfixed32: integer('sfixed32'),
  int64: long('int64'),
  uint64: long('uint64'),
  sint64: long('sint64'),
  fixed64: long('fixed64'),
  sfixed64: long('sfixed64'),
  bool: 'o.bool(r.bool());',
  string: 'o.copyText(r);',
  bytes: 'o.base64(r.byteString());',
};

function writeField(field: FieldShape, emitter: Emitter): string {
  const { presence, value, number } = field;
  const { slow, write, key, oneofs } = emitter;
  const tag = tagOf(number, wireTypeOf(value));
  const once = `if(last===${number})throw ${slow};`;
  switch (presence.kind) {
    case 'implicit':
      return `case ${tag}:{${once}${key(field, '')}const p=r.pos;${write(value)}${refuseZero(value, slow)}break;}`;
    case 'explicit':
      return `case ${tag}:${once}${key(field, '')}${write(value)}break;`;
    case 'oneof':
      return `case ${tag}:${oneofs.meet(presence.group, slow)}${key(field, '')}${write(value)}break;`;
    case 'list': {
      const next = `if(open===0){${key(field, '[')}open=${CLOSE_BRACKET};}else o.byte(${COMMA});`;
      const one = `case ${tag}:${next}${write(value)}break;`;
      if (!isPackable(value)) return one;
      const many = `const e=r.end();if(r.pos===e)throw ${slow};while(r.pos<e){${next}${write(value)}}if(r.pos!==e)throw ${slow};`;
      return `${one}case ${groupTagOf(field)}:{${many}break;}`;
    }
    case 'map':
      return `case ${groupTagOf(field)}:{${writeEntry(field, presence.key, emitter)}break;}`;
  }
}

/** Zero behind a tag is legal where presence is implicit, but JSON leaves it out. */
function refuseZero(value: ValueShape, slow: string): string {
  const wireType = wireTypeOf(value);
  if (wireType === 1 || wireType === 5) {
    // -0 is written by JSON.stringify as 0: which of the two a reader wants is the reference's to say.
    const isFloat = value.kind === 'scalar' && (value.scalar === 'double' || value.scalar === 'float');
    const low = wireType === 1 ? '&&r.bytes.readUInt32LE(p)===0' : '';
    return `if(r.bytes.readUInt32LE(r.pos-4)${isFloat ? '<<1' : ''}===0${low})throw ${slow};`;
  }
  const isLong = value.kind === 'scalar' && (value.scalar.endsWith('64') || value.scalar === 'bool');
  return `if((r.bytes[p]&127)===0&&r.${isLong ? 'isZero64At' : 'isZero32At'}(p))throw ${slow};`;
}

function writeEntry(field: FieldShape, key: ScalarName, { slow, write, key: name, keySet }: Emitter): string {
  const readKey = key === 'string' ? 'r.string()' : `String(r.${key}())`;
  // One key twice: the last entry counts, which can be known only at the end.
  return `const e=r.end();
if(open===0){${name(field, '{')}open=${CLOSE_BRACE};seen=undefined;}else o.byte(${COMMA});
if(r.uint32()!==${tagOf(1, wireTypeOfScalar(key))})throw ${slow};
const x=${readKey};
seen??=${keySet()}();if(seen.has(x))throw ${slow};seen.add(x);
o.text(x);o.byte(${COLON});
if(r.uint32()!==${tagOf(2, wireTypeOf(field.value))})throw ${slow};
${write(field.value)}
if(r.pos!==e)throw ${slow};`;
}

function newSet(): Set<string> {
  return new Set();
}

function enumWriter({ nameOf }: EnumShape): (source: ByteSource, sink: JsonSink) => void {
  const names = new Map([...nameOf].map(([number, name]) => [number, Buffer.from(JSON.stringify(name))]));
  return (source, sink) => {
    const number = source.int32();
    const name = names.get(number);
    if (name === undefined) sink.integer(number);
    else sink.raw(name);
  };
}
