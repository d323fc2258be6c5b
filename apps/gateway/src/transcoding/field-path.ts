import type { DescField, DescMessage } from '@bufbuild/protobuf';

/** A way into a message: each but the last is a singular message field. Never empty. */
export type FieldPath = readonly [DescField, ...DescField[]];

const fieldsByMessage = new WeakMap<DescMessage, ReadonlyMap<string, DescField>>();

/** Finds a field by its proto name or its JSON name. */
export function findField(message: DescMessage, name: string): DescField | undefined {
  let fields = fieldsByMessage.get(message);
  if (fields === undefined) {
    fields = new Map(
      message.fields.flatMap((field) => [[field.jsonName, field] as const, [field.name, field] as const]),
    );
    fieldsByMessage.set(message, fields);
  }
  return fields.get(name);
}

/** Follows names into a message; undefined when there is no such way. */
export function resolveFieldPath(message: DescMessage, names: readonly string[]): FieldPath | undefined {
  const path: DescField[] = [];
  let present: DescMessage | undefined = message;
  for (const name of names) {
    const field: DescField | undefined = present === undefined ? undefined : findField(present, name);
    if (field === undefined) return undefined;
    path.push(field);
    present = field.fieldKind === 'message' ? field.message : undefined;
  }
  const [first, ...rest] = path;
  return first === undefined ? undefined : [first, ...rest];
}

/** Dotted proto names, as in errors and field masks. */
export function nameOf(path: readonly DescField[]): string {
  return path.map(({ name }) => name).join('.');
}
