import type { ByteSink } from './byte-sink.js';
import type { CompiledMessage } from './compiled-message.js';
import { FunctionSource, property } from './function-source.js';
import type { FieldShape, MessageShape, ScalarName, ValueShape } from './message-shape.js';
import { differsFromZero } from './presence.js';
import { groupTagOf, tagOf, wireTypeOf, wireTypeOfScalar, writerOf, writeTag } from './wire-types.js';

export type EncodeFunction = (message: object, sink: ByteSink) => void;

/**
 * Compiles the function that writes messages of a type, field by field in the order of their numbers. What a message leaves
 * out (undefined or null) is not written, as if it were at its default.
 */
export function compileEncode(shape: MessageShape, compiledOf: (of: MessageShape) => CompiledMessage): EncodeFunction {
  const source = new FunctionSource();
  const writeValue = (value: ValueShape, expression: string): string => {
    if (value.kind === 'enum') return `w.int32(${expression});`;
    if (value.kind === 'scalar') return `w.${writerOf(value.scalar)}(${expression});`;
    return `{const s=w.open();${source.constant(compiledOf(value.of()))}.encode(${expression},w);w.close(s);}`;
  };
  const body = [...shape.fields].sort((a, b) => a.number - b.number).map((field) => writeField(field, writeValue));
  return source.compile('m,w', body.join('\n'));
}

function writeField(field: FieldShape, writeValue: (value: ValueShape, expression: string) => string): string {
  const { presence, value } = field;
  const held = property('m', field.localName);
  const tagged = (expression: string): string =>
    writeTag(tagOf(field.number, wireTypeOf(value))) + writeValue(value, expression);
  switch (presence.kind) {
    case 'implicit':
      return `{const v=${held};if(v!=null&&${differsFromZero(value, [ZERO_OF_LONGS[field.longs]])}){${tagged('v')}}}`;
    case 'explicit':
      return `{const v=${held};if(v!=null){${tagged('v')}}}`;
    case 'oneof': {
      const group = property('m', presence.group);
      const member = property(group, field.localName);
      return `if(${group}?.oneofKind===${JSON.stringify(field.localName)}){${tagged(member)}}`;
    }
    case 'list': {
      const each = `for(let i=0;i<l.length;i++)`;
      if (!presence.packed) return `{const l=${held};if(l!=null)${each}{${tagged('l[i]')}}}`;
      const packed = `${writeTag(groupTagOf(field))}const s=w.open();${each}{${writeValue(value, 'l[i]')}}w.close(s);`;
      return `{const l=${held};if(l!=null&&l.length>0){${packed}}}`;
    }
    case 'map': {
      const key = `${writeTag(tagOf(1, wireTypeOfScalar(presence.key)))}w.${presence.key}(${keyOf(presence.key)});`;
      const entry = `${key}${writeTag(tagOf(2, wireTypeOf(value)))}${writeValue(value, 'l[x]')}`;
      return `{const l=${held};if(l!=null)for(const x of Object.keys(l)){${writeTag(groupTagOf(field))}const e=w.open();${entry}w.close(e);}}`;
    }
  }
}

const ZERO_OF_LONGS = { bigint: '0n', string: "'0'", number: '0' } as const;

/** Keys of objects are texts. */
function keyOf(key: ScalarName): string {
  if (key === 'string') return 'x';
  if (key === 'bool') return "x==='true'";
  return key.endsWith('64') ? 'x' : 'Number(x)';
}
