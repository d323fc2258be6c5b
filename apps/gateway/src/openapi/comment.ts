import type { DescEnum, DescEnumValue, DescField, DescFile, DescMessage, DescMethod } from '@bufbuild/protobuf';

/** What can carry a comment in the API document. */
export type Commented = DescMessage | DescField | DescEnum | DescEnumValue | DescMethod;

// Numbers of the fields of descriptor.proto that a location's path is made of.
const FILE = { message: 4, enum: 5, service: 6 } as const;
const MESSAGE = { field: 2, message: 3, enum: 4 } as const;
const ENUM_VALUE = 2;
const SERVICE_METHOD = 2;

const commentsByFile = new WeakMap<DescFile, ReadonlyMap<string, string>>();

/** The comment of a declaration, as one text; undefined: it has none, or its file came without comments. */
export function commentOf(descriptor: Commented): string | undefined {
  const { file, path } = locationOf(descriptor);
  let comments = commentsByFile.get(file);
  if (comments === undefined) {
    comments = readComments(file);
    commentsByFile.set(file, comments);
  }
  return comments.get(path.join('.'));
}

function readComments(file: DescFile): ReadonlyMap<string, string> {
  const comments = new Map<string, string>();
  for (const { path, leadingComments, trailingComments } of file.proto.sourceCodeInfo?.location ?? []) {
    const text = (leadingComments || trailingComments)
      .split('\n')
      .map((line) => line.trim())
      .join('\n')
      .trim();
    if (text !== '') comments.set(path.join('.'), text);
  }
  return comments;
}

interface Location {
  readonly file: DescFile;
  readonly path: readonly number[];
}

function locationOf(descriptor: Commented): Location {
  switch (descriptor.kind) {
    case 'message':
      return descriptor.parent === undefined
        ? { file: descriptor.file, path: [FILE.message, descriptor.file.proto.messageType.indexOf(descriptor.proto)] }
        : below(descriptor.parent, MESSAGE.message, descriptor.parent.proto.nestedType.indexOf(descriptor.proto));
    case 'enum':
      return descriptor.parent === undefined
        ? { file: descriptor.file, path: [FILE.enum, descriptor.file.proto.enumType.indexOf(descriptor.proto)] }
        : below(descriptor.parent, MESSAGE.enum, descriptor.parent.proto.enumType.indexOf(descriptor.proto));
    case 'field':
      return below(descriptor.parent, MESSAGE.field, descriptor.parent.proto.field.indexOf(descriptor.proto));
    case 'enum_value':
      return below(descriptor.parent, ENUM_VALUE, descriptor.parent.proto.value.indexOf(descriptor.proto));
    case 'rpc': {
      const { parent } = descriptor;
      const service = [FILE.service, parent.file.proto.service.indexOf(parent.proto)];
      return { file: parent.file, path: [...service, SERVICE_METHOD, parent.proto.method.indexOf(descriptor.proto)] };
    }
  }
}

function below(parent: Commented, field: number, index: number): Location {
  const { file, path } = locationOf(parent);
  return { file, path: [...path, field, index] };
}
