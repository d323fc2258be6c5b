export { HTTP_STATUS, isRpcErrorCode } from './rpc/error-code.js';
export { RpcError, isRpcError } from './rpc/rpc-error.js';
export type { Bus, BusEvent, BusMessage, BusState, BusSubscription, MessageHeaders, PublishOptions, SubscribeOptions } from './bus/bus.js';
export type { Connection } from './bus/connection.js';
export type {
  ConsumerInfo, ConsumerSpec, Delivery, EventLog, PublishAck, PublishEventOptions, ReadOptions, StartPosition, StoredMessage, StreamInfo,
} from './events/event-log.js';
export type { KeyValue, KeyValueChange, KeyValueEntry } from './kv/key-value.js';
export type { Actor, CallContext, HandlerContext } from './rpc/call-context.js';
export type { CallOptions, Client } from './rpc/client.js';
export type { Handler, Handlers, PayloadOf } from './rpc/handlers.js';
export type { RpcErrorCode } from './rpc/error-code.js';
export type { RpcErrorOptions } from './rpc/rpc-error.js';
