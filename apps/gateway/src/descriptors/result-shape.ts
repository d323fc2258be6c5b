import type { DescField, DescMessage, DescOneof } from '@bufbuild/protobuf';

/** The fields of a response that follows the house form: `oneof result { <Payload> name = 1; Error error = 15; }`. */
export interface ResultShape {
  readonly oneof: DescOneof;
  readonly error: DescField;
  /** The only payload case, when there is only one. */
  readonly payload: DescField | undefined;
}

/** Looks for the result oneof of a response; undefined when the whole message is the payload. */
export function resultShapeOf(output: DescMessage): ResultShape | undefined {
  const oneof = output.oneofs.find(({ name }) => name === 'result');
  const error = oneof?.fields.find(({ message }) => message?.typeName === 'bodybroker.common.v1.Error');
  if (oneof === undefined || error === undefined) return undefined;
  const payloads = oneof.fields.filter((field) => field !== error);
  return { oneof, error, payload: payloads.length === 1 ? payloads[0] : undefined };
}
