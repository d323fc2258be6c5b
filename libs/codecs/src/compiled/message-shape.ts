/** Names of the scalar types of Protocol Buffers. */
export type ScalarName =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

/** The members of an enum by the names JSON uses. */
export interface EnumShape {
  readonly typeName: string;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly nameOf: ReadonlyMap<number, string>;
}

/** What a field, a list's element or a map's value is. Message types are asked for late: they may contain themselves. */
export type ValueShape =
  | { readonly kind: 'scalar'; readonly scalar: ScalarName }
  | { readonly kind: 'enum'; readonly of: EnumShape }
  | { readonly kind: 'message'; readonly of: () => MessageShape };

/** When a field is written: `implicit` unless zero, `explicit` and `oneof` when set, lists and maps when not empty. */
export type Presence =
  | { readonly kind: 'implicit' | 'explicit' }
  | { readonly kind: 'oneof'; readonly group: string }
  | { readonly kind: 'list'; readonly packed: boolean }
  | { readonly kind: 'map'; readonly key: ScalarName };

export interface FieldShape {
  readonly number: number;
  /** As in the .proto file; JSON readers take it too. */
  readonly name: string;
  readonly jsonName: string;
  /** The property of message objects. */
  readonly localName: string;
  readonly presence: Presence;
  readonly value: ValueShape;
  /** How message objects hold 64-bit integers. */
  readonly longs: 'bigint' | 'string' | 'number';
}

/** What a codec is compiled from: a message type, whatever library describes it. */
export interface MessageShape {
  readonly typeName: string;
  readonly fields: readonly FieldShape[];
  /** Prototype of the message objects that are decoded. Default `Object.prototype`. */
  readonly prototype?: object;
}
