import type { Kind, Things } from './things.js';

/** What a draft does to one thing. No value: it is gone. No earlier one: it is new. */
export type Write = { readonly [K in Kind]: WriteOf<K> }[Kind];

export interface WriteOf<K extends Kind> {
  readonly kind: K;
  readonly id: string;
  readonly before?: Things[K];
  readonly value?: Things[K];
}

/** A write and the version it makes; of something that is gone, the one it had. */
export type NumberedWrite = { readonly [K in Kind]: WriteOf<K> & { readonly version: bigint } }[Kind];

/** Names a thing among all things of a world. */
export function keyOf({ kind, id }: Pick<Write, 'kind' | 'id'>): string {
  return `${kind}/${id}`;
}
