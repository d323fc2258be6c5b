import {
  DEFAULT_MAX_MESSAGE_BYTES,
  HEADER,
  errorFromHeaders,
  formatActor,
  hasErrorHeader,
  inboxMuxOf,
  sendRequest,
  type Bus,
  type HandlerContext,
  type RpcError,
} from '@bodybroker/nats-sdk';

/** A whole answer, and the error in it if it is one. */
export interface Forwarded {
  readonly body: Uint8Array;
  readonly error: RpcError | undefined;
}

export interface ForwardOptions {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  /** Monotonic milliseconds. */
  readonly deadline: number | undefined;
  readonly context: HandlerContext;
}

/** Sends bytes as they are. @throws RpcError when nobody answers */
export type Forward = (options: ForwardOptions) => Promise<Forwarded>;

/** Sends calls for whoever asked this one: their context goes along; `headers` go before it. */
export function forwardOver(bus: Bus): Forward {
  const exchange = { bus, mux: inboxMuxOf(bus), maxMessageBytes: DEFAULT_MAX_MESSAGE_BYTES };
  return async ({ subject, payload, headers, deadline, context }) => {
    const sent = { ...contextHeaders(context), ...headers };
    const reply = await sendRequest(exchange, { subject, body: payload, headers: sent, deadline }, context.signal);
    const error = hasErrorHeader(reply.headers) ? errorFromHeaders(reply.headers) : undefined;
    return { body: reply.body, error };
  };
}

function contextHeaders(context: HandlerContext): Readonly<Record<string, string>> {
  const { actor, requestId, correlationId, causationId, worldId, locale, idempotencyKey } = context;
  return {
    [HEADER.contentType]: 'application/protobuf',
    [HEADER.actor]: formatActor(actor),
    [HEADER.requestId]: requestId,
    [HEADER.correlationId]: correlationId,
    [HEADER.causationId]: causationId,
    [HEADER.world]: worldId,
    [HEADER.locale]: locale,
    ...(idempotencyKey === undefined ? {} : { [HEADER.idempotencyKey]: idempotencyKey }),
  };
}
