import type { IMessageType } from '@protobuf-ts/runtime';
import type { Error as WireError } from '@bodybroker/contracts-common';

const ERROR_TYPE = 'bodybroker.common.v1.Error';

/** How a response message carries payload or error. */
export interface ResultShape {
  /** Whether the response has the `result` oneof; without it the response is its own payload and cannot carry an error. */
  readonly folded: boolean;
  /** The response that carries this payload. */
  fold(payload: object): object;
  /** The response that carries this error; undefined when the response cannot. */
  foldError(error: WireError): object | undefined;
  /** What a response carries; `empty` when neither payload nor error is set. */
  unfold(response: object): Unfolded;
}

export type Unfolded =
  | { readonly kind: 'payload'; readonly payload: object }
  | { readonly kind: 'error'; readonly error: WireError }
  | { readonly kind: 'empty' };

type Folded = { readonly result: { readonly oneofKind: string | undefined } & Readonly<Record<string, unknown>> };

const SHAPES = new WeakMap<object, ResultShape>();

/**
 * Reads the shape of a response type by reflection, once per type.
 * @throws TypeError when there is a `result` oneof without exactly one payload and one `error`
 */
export function resultShape(type: IMessageType<object>): ResultShape {
  let shape = SHAPES.get(type);
  if (shape === undefined) {
    shape = readShape(type);
    SHAPES.set(type, shape);
  }
  return shape;
}

function readShape(type: IMessageType<object>): ResultShape {
  const cases = type.fields.filter((field) => field.oneof === 'result');
  if (cases.length === 0) return PLAIN;
  const error = cases.find((field) => field.kind === 'message' && field.T().typeName === ERROR_TYPE);
  const payload = cases.find((field) => field !== error);
  if (cases.length !== 2 || error === undefined || payload === undefined) {
    throw new TypeError(`${type.typeName}: the oneof "result" must have one payload and one ${ERROR_TYPE}`);
  }
  return foldedShape(payload.localName, error.localName);
}

const PLAIN: ResultShape = {
  folded: false,
  fold: (payload) => payload,
  foldError: () => undefined,
  unfold: (payload) => ({ kind: 'payload', payload }),
};

function foldedShape(payloadName: string, errorName: string): ResultShape {
  return {
    folded: true,
    fold: (payload) => ({ result: { oneofKind: payloadName, [payloadName]: payload } }),
    foldError: (error) => ({ result: { oneofKind: errorName, [errorName]: error } }),
    unfold: (response) => {
      const { result } = response as Folded;
      if (result.oneofKind === payloadName) return { kind: 'payload', payload: result[payloadName] as object };
      if (result.oneofKind === errorName) return { kind: 'error', error: result[errorName] as WireError };
      return { kind: 'empty' };
    },
  };
}
