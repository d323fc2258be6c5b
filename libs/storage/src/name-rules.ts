const KIND = /^[a-z][a-z0-9_.-]{0,63}$/;
const METHOD = /^[A-Za-z][A-Za-z0-9_./-]{0,127}$/;
const LONE_SURROGATE = /\p{Cs}/u;
const MAX_ID_BYTES = 512;

/** First key parts that the store itself uses, see key-layout.ts. */
const RESERVED_KINDS: ReadonlySet<string> = new Set(['claim', 'count', 'idem', 'index', 'lease', 'log', 'outbox']);

/** Throws RangeError unless `kind` may name a kind of entities. */
export function assertKind(kind: string): void {
  if (!KIND.test(kind) || RESERVED_KINDS.has(kind)) throw new RangeError(`"${kind}" cannot name a kind of entities`);
}

/** Throws RangeError unless `space` may name a space of claimed names. */
export function assertSpace(space: string): void {
  if (!KIND.test(space)) throw new RangeError(`"${space}" cannot name a space of names`);
}

/** Throws RangeError unless `method` may name what a receipt is for. */
export function assertMethod(method: string): void {
  if (!METHOD.test(method)) throw new RangeError(`"${method}" cannot name a method`);
}

/** Throws RangeError unless `id` is 1..512 bytes of well-formed text. `what` says what it names. */
export function assertId(what: string, id: string): void {
  // A third of the limit in UTF-16 units cannot exceed it in UTF-8: the usual id needs no count.
  const tooLong = id.length > MAX_ID_BYTES / 3 && Buffer.byteLength(id) > MAX_ID_BYTES;
  if (id === '' || tooLong) throw new RangeError(`${what} must have 1 to ${MAX_ID_BYTES} bytes`);
  // Two different texts with lone surrogates become the same bytes.
  if (LONE_SURROGATE.test(id)) throw new RangeError(`${what} is not well-formed text`);
}
