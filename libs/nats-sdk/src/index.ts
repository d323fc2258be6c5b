export { connectNats } from './nats/connect-nats.js';
export { NatsConnection } from './nats/nats-connection.js';
export { createUserKey, publicKeyOf } from './nats/user-key.js';
export { MemoryServer, createMemoryBroker, createMemoryConnection } from './bus/memory-server.js';
export { MemoryBus } from './bus/memory-bus.js';
export { subjectMatches } from './bus/subject.js';
export { HTTP_STATUS, isRpcErrorCode } from './rpc/error-code.js';
export { RpcError, isRpcError } from './rpc/rpc-error.js';
export { ANONYMOUS, formatActor, parseActor } from './rpc/actor.js';
export { currentContext, runInContext } from './rpc/context-storage.js';
export { createClient } from './rpc/calling/create-client.js';
export { NatsRpcTransport } from './rpc/calling/nats-rpc-transport.js';
export { RpcServer, createServer } from './rpc/serving/rpc-server.js';
export { instanceSubject, methodSubject, serviceAddress } from './rpc/method/method-subject.js';
export { cancelSubject } from './rpc/method/cancel-subject.js';
export { methodPlan } from './rpc/method/method-plan.js';
export { messageValidator } from './rpc/method/validate-message.js';
export { newRequestId } from './rpc/new-request-id.js';
export { inboxMuxOf } from './rpc/inbox-mux.js';
export { writeContext, writeTrace } from './rpc/wire/context-headers.js';
export { sendRequest } from './rpc/calling/send-request.js';
export { FrameStream } from './rpc/streaming/frame-stream.js';
export { DEFAULT_STREAM_OPTIONS } from './rpc/streaming/stream-options.js';
export { HEADER } from './rpc/wire/header-names.js';
export { DEFAULT_MAX_MESSAGE_BYTES } from './rpc/wire/body-limit.js';
export { errorFromHeaders, fromWireError, hasErrorHeader, toWireError } from './rpc/wire/error-message.js';
export { EventPublisher } from './events/envelope/event-publisher.js';
export { createEvent, createRawEvent } from './events/envelope/create-event.js';
export { decodeEvent, decodePayload } from './events/envelope/decode-event.js';
export { eventTypeOf } from './events/envelope/event-type.js';
export { subscriber } from './events/consumer/subscriber.js';
export { startConsumer } from './events/consumer/start-consumer.js';
export { CONSUMER_DEFAULTS } from './events/consumer/open-durable.js';
export { FAILURE_POLICY, MAX_ATTEMPTS, REDELIVERY_DELAYS_MS } from './events/consumer/failure-policy.js';
export { DEAD_LETTER_STREAM } from './events/dead-letter/dead-letter.js';
export { listDeadLetters } from './events/dead-letter/list-dead-letters.js';
export { publishDeadLetter } from './events/dead-letter/publish-dead-letter.js';
export {
  REDRIVEN_FROM,
  discardDeadLetter,
  getDeadLetter,
  redriveDeadLetter,
} from './events/dead-letter/redrive-dead-letter.js';
export { watchAdvisories } from './events/dead-letter/watch-advisories.js';
export { MemoryEventLog } from './events/memory/memory-event-log.js';
export { createMemoryEventLog } from './events/memory/create-memory-event-log.js';
export { applyTopology, isUpToDate } from './events/topology/apply-topology.js';
export { planTopology } from './events/topology/topology-plan.js';
export { MemoryKeyValue } from './kv/memory-key-value.js';
export { RecordBucket } from './kv/record-bucket.js';
export { createTopologyAdmin } from './nats/jetstream-admin.js';
export { createStreamAdmin } from './nats/jetstream-stream-admin.js';
export type {
  Bus,
  BusEvent,
  BusMessage,
  BusState,
  BusSubscription,
  MessageHeaders,
  PublishOptions,
  SubscribeOptions,
} from './bus/bus.js';
export type { Connection } from './bus/connection.js';
export type { MemoryClientOptions } from './bus/memory-broker.js';
export type { MemoryConnection, MemoryServerOptions } from './bus/memory-server.js';
export type { NatsOptions, NatsTlsOptions } from './nats/connect-nats.js';
export type { UserKey } from './nats/user-key.js';
export type {
  ConsumerInfo,
  ConsumerSpec,
  Delivery,
  EventLog,
  PublishAck,
  PublishEventOptions,
  ReadOptions,
  StartPosition,
  StoredMessage,
  StreamInfo,
} from './events/event-log.js';
export type {
  ConsumerPlace,
  ConsumerReport,
  GroupReport,
  ReplicaReport,
  RestoreOptions,
  ServerFacts,
  SnapshotOptions,
  StreamAdmin,
  StreamReport,
  StreamSnapshot,
} from './events/stream-admin.js';
export type { KeyValue, KeyValueChange, KeyValueEntry } from './kv/key-value.js';
export type { BucketRecord, RecordBucketOptions } from './kv/record-bucket.js';
export type { Actor, CallContext, HandlerContext } from './rpc/call-context.js';
export type { CallOptions, Client } from './rpc/client.js';
export type { GeneratedClient } from './rpc/calling/create-client.js';
export type { PayloadCaller } from './rpc/calling/payload-caller.js';
export type { ExchangeOptions } from './rpc/calling/pending-call.js';
export type { RawCall, RawReply } from './rpc/calling/raw-call.js';
export type { TransportOptions } from './rpc/calling/nats-rpc-transport.js';
export type { Handler, Handlers, PayloadOf } from './rpc/handlers.js';
export type { InboxMux, InboxRoute } from './rpc/inbox-mux.js';
export type { MethodPlan } from './rpc/method/method-plan.js';
export type { ServiceAddress } from './rpc/method/method-subject.js';
export type { MessageValidator } from './rpc/method/validate-message.js';
export type { ResultShape, Unfolded } from './rpc/method/result-shape.js';
export type { RpcErrorCode } from './rpc/error-code.js';
export type { RpcErrorOptions } from './rpc/rpc-error.js';
export type { ServerOptions, ShedderLimits } from './rpc/serving/server-options.js';
export type { ServerState } from './rpc/serving/rpc-server.js';
export type { Frame, FrameKind } from './rpc/streaming/frame.js';
export type { FrameStreamOptions } from './rpc/streaming/frame-stream.js';
export type { StreamOptions } from './rpc/streaming/stream-options.js';
export type { ConsumerOptions, ConsumerState, RunningConsumer } from './events/consumer/consumer-options.js';
export type { EventContext } from './events/consumer/event-context.js';
export type { Subscriber, SubscriberOptions } from './events/consumer/subscriber.js';
export type { DeadLetter, DeadLetterFailure, DeadLetterSource } from './events/dead-letter/dead-letter.js';
export type { ListDeadLettersOptions } from './events/dead-letter/list-dead-letters.js';
export type { WatchAdvisoriesOptions } from './events/dead-letter/watch-advisories.js';
export type { EventFacts, EventOrigin, RawEvent } from './events/envelope/create-event.js';
export type { EventPublisherOptions } from './events/envelope/event-publisher.js';
export type { EventType } from './events/envelope/event-type.js';
export type { OutgoingEvent } from './events/envelope/outgoing-event.js';
export type { MemoryEventLogOptions } from './events/memory/memory-event-log.js';
export type { StreamSettings } from './events/topology/stream-settings.js';
export type { BucketDeclaration, StreamDeclaration, Topology } from './events/topology/topology.js';
export type { TopologyAdmin } from './events/topology/topology-admin.js';
export type { SettingChange, TopologyOptions, TopologyStep, TopologySubject } from './events/topology/topology-plan.js';
