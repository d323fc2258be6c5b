/** A bulk string of a reply, as text. */
export function readText(reply: unknown): string {
  if (Buffer.isBuffer(reply)) return reply.toString('utf8');
  if (typeof reply === 'string' || typeof reply === 'number') return String(reply);
  throw unexpected('text', reply);
}

export function readBytes(reply: unknown): Uint8Array {
  if (!Buffer.isBuffer(reply)) throw unexpected('bytes', reply);
  // A plain view: what is decoded from it must not depend on Buffer's own methods.
  return new Uint8Array(reply.buffer, reply.byteOffset, reply.byteLength);
}

export function readNumber(reply: unknown): number {
  return typeof reply === 'number' ? reply : Number(readText(reply));
}

export function readList(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw unexpected('a list', reply);
  return reply as unknown[];
}

/** `0-7` of a stream with sequences of our own is 7. */
export function readSequence(reply: unknown): bigint {
  return BigInt(readText(reply).slice(2));
}

/** The entries of a stream: id and fields. */
export function readStream(
  reply: unknown,
): { readonly sequence: bigint; readonly fields: ReadonlyMap<string, unknown> }[] {
  return readList(reply).map((entry) => {
    const [id, flat] = readList(entry);
    const values = readList(flat);
    const fields = new Map<string, unknown>();
    for (let i = 0; i + 1 < values.length; i += 2) fields.set(readText(values[i]), values[i + 1]);
    return { sequence: readSequence(id), fields };
  });
}

function unexpected(wanted: string, reply: unknown): TypeError {
  return new TypeError(`Redis answered ${reply === null ? 'nil' : typeof reply} where ${wanted} was expected`);
}
