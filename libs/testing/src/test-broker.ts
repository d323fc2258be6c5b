import { createMemoryBroker, type MemoryServer, type MemoryServerOptions } from '@bodybroker/nats-sdk';

const STREAM_OF: Readonly<Record<string, string>> = {
  game: 'GAME_EVENTS',
  narr: 'NARRATIVE_EVENTS',
  sys: 'SYSTEM_EVENTS',
  dlq: 'DLQ',
  orch: 'ORCHESTRATION_WORK',
  ledger: 'PAYMENT_LEDGER',
};

const BUCKETS = [
  'ai_policies',
  'auth_revocations',
  'capability_defs',
  'contracts',
  'event_types',
  'flags',
  'model_registry',
  'routes',
  'setting_defs',
];

/** The stream that events of a type, or messages of a subject, are stored in. */
export function streamOf(typeOrSubject: string): string {
  const [first = ''] = typeOrSubject.split('.', 1);
  const stream = STREAM_OF[first];
  if (stream === undefined) throw new TypeError(`no stream takes ${typeOrSubject}`);
  return stream;
}

/** A message server in memory with the streams and buckets that services find in production. */
export function createTestBroker(options: MemoryServerOptions = {}): MemoryServer {
  return createMemoryBroker({
    ...options,
    topology: options.topology ?? {
      streams: Object.entries(STREAM_OF).map(([token, name]) => ({ name, subjects: [`${token}.>`] })),
      buckets: BUCKETS.map((name) => ({ name })),
      consumers: [],
    },
  });
}
