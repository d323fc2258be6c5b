import type { DescField, DescMessage, Message } from '@bufbuild/protobuf';
import type { GatewayMethod } from '../descriptors/gateway-method.js';
import { badRequest } from '../problems/http-error.js';
import { findField } from '../transcoding/field-path.js';
import { JsonTree } from '../transcoding/json-tree.js';
import { mergeJson } from '../transcoding/json-to-message.js';
import { textReaderOf } from '../transcoding/text-value.js';

/** Payload field that tells the place of a frame in its stream -> request field a stream goes on after. */
const RESUME_FIELDS = [
  { id: 'sequence', after: ['after_sequence', 'since_sequence'] },
  { id: 'revision', after: ['after_revision', 'since_revision'] },
  { id: 'cursor', after: ['after_cursor', 'cursor'] },
] as const;

/** The payload's fields that can be the id of an event, the best first; none: events are numbered. */
export function eventIdFields({ result, output }: GatewayMethod): readonly DescField[] {
  const payload: DescMessage | undefined = result === undefined ? output : result.payload?.message;
  if (payload === undefined) return [];
  return RESUME_FIELDS.flatMap(({ id }) => scalar(payload, id) ?? []);
}

/** The request field that a stream is resumed by; undefined: the method's streams always start anew. */
export function resumeField({ input }: GatewayMethod): DescField | undefined {
  for (const name of RESUME_FIELDS.flatMap(({ after }) => after)) {
    const field = scalar(input, name);
    if (field !== undefined) return field;
  }
  return undefined;
}

/**
 * Makes a request go on after an event, where the method can and the request does not say itself.
 * @param lastEventId header `Last-Event-ID`
 * @throws RpcError INVALID_ARGUMENT BAD_LAST_EVENT_ID
 */
export function resumeAfter(method: GatewayMethod, message: Message, lastEventId: string | undefined): void {
  const field = lastEventId === undefined || lastEventId === '' ? undefined : resumeField(method);
  if (field === undefined || lastEventId === undefined) return;
  const present = (message as unknown as Record<string, unknown>)[field.localName];
  if (present !== undefined && present !== '' && Number(present) !== 0) return;
  const json = textReaderOf(field)?.(lastEventId);
  if (json === undefined) throw badRequest('BAD_LAST_EVENT_ID', 'the Last-Event-ID is none of this stream');
  const tree = new JsonTree();
  tree.set([field], json);
  mergeJson(method.input, message, tree.root, method.registry);
}

function scalar(message: DescMessage, name: string): DescField | undefined {
  const field = findField(message, name);
  return field?.fieldKind === 'scalar' ? field : undefined;
}
