import type { ByteSource } from './byte-source.js';
import type { CompiledMessage } from './compiled-message.js';
import { FunctionSource, property } from './function-source.js';
import type { FieldShape, MessageShape, ScalarName, ValueShape } from './message-shape.js';
import { SLOW_WAY } from './slow-way.js';
import { groupTagOf, isPackable, tagOf, wireTypeOf, wireTypeOfScalar } from './wire-types.js';

/** Reads a message that ends at `end`. */
export type DecodeFunction = (source: ByteSource, end: number) => object;

/**
 * Compiles the function that reads messages of a type. Unknown fields are dropped, and so are known ones of another
 * wire type. Parts of one message that come in several pieces are left to the reference, which merges them.
 */
export function compileDecode(shape: MessageShape, compiledOf: (of: MessageShape) => CompiledMessage): DecodeFunction {
  const source = new FunctionSource();
  const slow = source.constant(SLOW_WAY);
  const put = source.constant(putEntry);
  const readValue = (field: FieldShape): string => {
    const { value } = field;
    if (value.kind === 'enum') return 'r.int32()';
    if (value.kind === 'scalar') return readScalar(value.scalar, field.longs);
    return `${source.constant(compiledOf(value.of()))}.decode(r,r.end())`;
  };
  const cases = shape.fields.map((field) => readField(field, { value: readValue(field), slow, put }));
  const body = `const m=new (${source.constant(messageClass(shape))})();
while(r.pos<end){const t=r.uint32();switch(t){
${cases.join('\n')}
default:if(t<8)throw ${slow};r.skip(t&7);}}
if(r.pos!==end)throw ${slow};
${lateValues(shape).join('\n')}
return m;`;
  return source.compile('r,end', body);
}

/** Objects of one hidden class, with everything set that is never absent. */
function messageClass(shape: MessageShape): object {
  const source = new FunctionSource();
  const body = initialValues(shape)
    .map(([name, value]) => `${property('this', name)}=${value};`)
    .join('');
  const make = source.compile<() => { prototype: object }>('', `return function(){${body}};`);
  const constructor = make();
  constructor.prototype = shape.prototype ?? Object.prototype;
  return constructor;
}

function initialValues({ fields }: MessageShape): readonly (readonly [string, string])[] {
  const values = new Map<string, string>();
  for (const { localName, presence, value, longs } of fields) {
    if (presence.kind === 'list') values.set(localName, '[]');
    else if (presence.kind === 'map') values.set(localName, '{}');
    else if (presence.kind === 'oneof') values.set(presence.group, 'undefined');
    else if (presence.kind === 'implicit') values.set(localName, isBytes(value) ? 'undefined' : zeroOf(value, longs));
  }
  return [...values];
}

/** Objects that stand for absence are made only when they are needed. */
function lateValues({ fields }: MessageShape): readonly string[] {
  const values = new Map<string, string>();
  for (const { localName, presence, value, longs } of fields) {
    if (presence.kind === 'oneof') values.set(presence.group, '{oneofKind:undefined}');
    else if (presence.kind === 'implicit' && isBytes(value)) values.set(localName, zeroOf(value, longs));
  }
  return [...values].map(([name, made]) => `if(${property('m', name)}===undefined)${property('m', name)}=${made};`);
}

function isBytes(value: ValueShape): boolean {
  return value.kind === 'scalar' && value.scalar === 'bytes';
}

function zeroOf(value: ValueShape, longs: FieldShape['longs']): string {
  if (value.kind !== 'scalar') return '0';
  if (value.scalar === 'string') return "''";
  if (value.scalar === 'bytes') return 'new Uint8Array(0)';
  if (value.scalar === 'bool') return 'false';
  return value.scalar.endsWith('64') ? { bigint: '0n', string: "'0'", number: '0' }[longs] : '0';
}

interface Snippets {
  /** Expression that reads one value. */
  readonly value: string;
  readonly slow: string;
  readonly put: string;
}

function readField(field: FieldShape, { value, slow, put }: Snippets): string {
  const { presence, localName, number } = field;
  const held = property('m', localName);
  const tag = tagOf(number, wireTypeOf(field.value));
  const isMessage = field.value.kind === 'message';
  switch (presence.kind) {
    case 'implicit':
    case 'explicit':
      return `case ${tag}:${isMessage ? `if(${held}!==undefined)throw ${slow};` : ''}${held}=${value};break;`;
    case 'oneof': {
      const group = property('m', presence.group);
      const name = JSON.stringify(localName);
      const again = isMessage ? `if(${group}!==undefined&&${group}.oneofKind===${name})throw ${slow};` : '';
      return `case ${tag}:${again}${group}={oneofKind:${name},${localName}:${value}};break;`;
    }
    case 'list': {
      const one = `case ${tag}:${held}.push(${value});break;`;
      if (!isPackable(field.value)) return one;
      const many = `const e=r.end();const l=${held};while(r.pos<e)l.push(${value});if(r.pos!==e)throw ${slow};break;`;
      return `${one}case ${groupTagOf(field)}:{${many}}`;
    }
    case 'map':
      return `case ${groupTagOf(field)}:{${readEntry(field, presence.key, { value, slow, put })}break;}`;
  }
}

/** An entry is a message of a key and a value, each of which may be left out when it is zero. */
function readEntry(field: FieldShape, key: ScalarName, { value, slow, put }: Snippets): string {
  const noKey = key === 'string' ? "''" : key === 'bool' ? "'false'" : "'0'";
  // What an empty message is its own codec knows; a map's value is hardly ever left out.
  const noValue = field.value.kind === 'message' ? 'undefined' : zeroOf(field.value, field.longs);
  return `const e=r.end();let x=${noKey},v=${noValue};
while(r.pos<e){const t=r.uint32();
if(t===${tagOf(1, wireTypeOfScalar(key))})x=String(${readScalar(key, 'string')});
else if(t===${tagOf(2, wireTypeOf(field.value))})v=${value};
else{if(t<8)throw ${slow};r.skip(t&7);}}
if(r.pos!==e||v===undefined)throw ${slow};${put}(${property('m', field.localName)},x,v);`;
}

function readScalar(scalar: ScalarName, longs: FieldShape['longs']): string {
  if (scalar === 'bytes') return 'r.byteString()';
  const read = `r.${scalar}()`;
  if (!scalar.endsWith('64')) return read;
  return { bigint: read, string: `${read}.toString()`, number: `Number(${read})` }[longs];
}

/** A plain write to `__proto__` would not make an entry. */
function putEntry(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
