/**
 * The fields of a message, by proto name and by JSON name; undefined where anything may stand (JSON values, maps) and
 * `leaf` where nothing follows.
 */
export type MessageShape = () => ReadonlyMap<string, FieldShape>;
export type FieldShape =
  | { readonly kind: 'leaf' }
  | { readonly kind: 'open' }
  | { readonly kind: 'message'; readonly fields: MessageShape }
  | { readonly kind: 'list'; readonly item: FieldShape };

/** What is known of a method before it is called. */
export interface MethodShape {
  readonly subject: string;
  readonly isUnary: boolean;
  readonly request: MessageShape;
  /** What a call answers, the `result` around it taken off. */
  readonly payload: MessageShape;
}

/** What a service says of itself: methods by rpc name. */
export interface ServiceShape {
  readonly methods: ReadonlyMap<string, MethodShape>;
}
