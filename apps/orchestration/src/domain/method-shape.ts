/** The fields of a message, by proto name and by JSON name. Asked for when needed, since messages may contain themselves. */
export type MessageShape = () => ReadonlyMap<string, FieldShape>;
/** `open`: anything may follow, as in JSON values and maps; `leaf`: nothing does. */
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
