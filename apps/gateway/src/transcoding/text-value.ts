import { ScalarType, type DescEnum, type DescField, type DescMessage, type JsonValue } from '@bufbuild/protobuf';

/** Makes the JSON value of a field from a text in a path or a query. Undefined: the text is none of this field. */
export type TextReader = (text: string) => JsonValue | undefined;

const INTEGER = /^-?\d{1,20}$/;
const DECIMAL = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** How texts are read for a field, or for one item of a list. Undefined: the field cannot be given as text (maps, most messages). */
export function textReaderOf(field: DescField): TextReader | undefined {
  switch (field.fieldKind) {
    case 'scalar':
      return scalarReader(field.scalar);
    case 'enum':
      return enumReader(field.enum);
    case 'message':
      return messageReader(field.message);
    case 'list':
      if (field.listKind === 'scalar') return scalarReader(field.scalar);
      return field.listKind === 'enum' ? enumReader(field.enum) : messageReader(field.message);
    case 'map':
      return undefined;
  }
}

function scalarReader(scalar: ScalarType): TextReader {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return (text) => text;
    case ScalarType.BOOL:
      return (text) => (text === 'true' ? true : text === 'false' ? false : undefined);
    case ScalarType.DOUBLE:
    case ScalarType.FLOAT:
      return (text) => {
        if (DECIMAL.test(text)) return Number(text);
        return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? text : undefined;
      };
    default:
      return (text) => (INTEGER.test(text) ? text : undefined);
  }
}

function enumReader(type: DescEnum): TextReader {
  const names = new Set(type.values.map(({ name }) => name));
  return (text) => (names.has(text) ? text : INTEGER.test(text) ? Number(text) : undefined);
}

function messageReader(message: DescMessage): TextReader | undefined {
  switch (message.typeName) {
    case 'google.protobuf.Timestamp':
    case 'google.protobuf.Duration':
      return (text) => text;
    case 'google.protobuf.FieldMask':
      // People write proto names here too, which proto3 JSON does not take.
      return (text) => text.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
    default: {
      const [value] = message.fields;
      return /^google\.protobuf\.\w+Value$/.test(message.typeName) &&
        value?.fieldKind === 'scalar' &&
        value.name === 'value'
        ? scalarReader(value.scalar)
        : undefined;
    }
  }
}
