import { ByteSource } from '../compiled/byte-source.js';
import { wireTypeOf, isPackable } from '../compiled/wire-types.js';
import type { FieldShape, MessageShape } from '../compiled/message-shape.js';

/** Where bytes stop being a message: the byte, counted from 0, and the fields around it; no path: the whole. */
export interface BinaryFault {
  readonly offset: number;
  readonly path: string;
}

/** Groups and messages in messages: what is deeper is the fault. */
const MAX_DEPTH = 100;

/** Stands for the name of a map's entry, which is a message without one. */
const ENTRY = '';

/**
 * Finds the first field that cannot be read; when all can, the first that protobuf-ts stumbles over: a known one of
 * another wire type than its own, an unknown one in a map's entry. undefined: there is neither.
 */
export function locateBinaryFault(shape: MessageShape, bytes: Uint8Array): BinaryFault | undefined {
  const walk: Walk = { source: new ByteSource(bytes), odd: undefined };
  return inMessage(shape, walk, bytes.length, '', 1) ?? walk.odd;
}

interface Walk {
  readonly source: ByteSource;
  /** The first field that is legal, and too odd for the reference. */
  odd: BinaryFault | undefined;
}

function inMessage(shape: MessageShape, walk: Walk, end: number, path: string, depth: number): BinaryFault | undefined {
  const { source } = walk;
  if (depth > MAX_DEPTH) return { offset: source.pos, path };
  while (source.pos < end) {
    const offset = source.pos;
    let inside = path;
    try {
      const tag = source.uint32();
      if (tag < 8) return { offset, path };
      const field = shape.fields.find(({ number }) => number === tag >>> 3);
      inside = joined(path, field?.name ?? `#${tag >>> 3}`);
      if (field === undefined ? shape.typeName === ENTRY : !fits(field, tag & 7)) walk.odd ??= { offset, path: inside };
      if (field !== undefined && (tag & 7) === 2) {
        const fault = inLength(field, walk, { offset, path: inside }, depth);
        if (fault !== undefined) return fault;
      } else passOver(source, tag, depth);
      if (source.pos > end) return { offset, path: inside };
    } catch {
      return { offset, path: inside };
    }
  }
  return undefined;
}

function fits({ value, presence }: FieldShape, wireType: number): boolean {
  if (presence.kind === 'map') return wireType === 2;
  return wireType === wireTypeOf(value) || (presence.kind === 'list' && wireType === 2);
}

function inLength(field: FieldShape, walk: Walk, here: BinaryFault, depth: number): BinaryFault | undefined {
  const { value, presence } = field;
  const { source } = walk;
  const start = source.pos;
  const end = source.end();
  if (presence.kind === 'map') {
    const entry: MessageShape = {
      typeName: ENTRY,
      fields: [
        {
          ...field,
          number: 1,
          name: 'key',
          presence: { kind: 'implicit' },
          value: { kind: 'scalar', scalar: presence.key },
        },
        { ...field, number: 2, name: 'value', presence: { kind: 'implicit' } },
      ],
    };
    return inMessage(entry, walk, end, here.path, depth + 1);
  }
  if (value.kind === 'message') return inMessage(value.of(), walk, end, here.path, depth + 1);
  if (presence.kind === 'list' && isPackable(value)) {
    while (source.pos < end) passOver(source, wireTypeOf(value), depth);
    return source.pos === end ? undefined : here;
  }
  if (value.kind === 'scalar' && value.scalar === 'string') {
    source.pos = start;
    source.string();
  } else source.pos = end;
  return undefined;
}

/** @throws where what a tag announces is not there */
function passOver(source: ByteSource, tag: number, depth: number): void {
  if ((tag & 7) !== 3) {
    source.skip(tag & 7);
    return;
  }
  if (depth > MAX_DEPTH) throw new RangeError('groups nest too deeply');
  for (;;) {
    const inner = source.uint32();
    if ((inner & 7) === 4) {
      if (inner >>> 3 !== tag >>> 3) throw new RangeError('a group ends as another');
      return;
    }
    if (inner < 8) throw new RangeError('a field has number 0');
    passOver(source, inner, depth + 1);
  }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
