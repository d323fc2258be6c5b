/** Where in a message a field is, such as `items[2].kind`; undefined where nobody asks for it, so that none is built. */
export type FieldPath = string | undefined;

/** The path of what lies behind `path`. */
export function pathOf(path: FieldPath, rest: string): FieldPath {
  return path === undefined ? undefined : path + rest;
}
