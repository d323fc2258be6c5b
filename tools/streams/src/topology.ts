import { CONSUMER_DEFAULTS, type ConsumerSpec, type Topology } from '@bodybroker/nats-sdk';

const DAY_MS = 86_400_000;
const KIB = 1024;
/** One RPC message and one event: half of what nats-server takes by default. */
const MAX_MESSAGE_BYTES = 512 * KIB;

const consumer = (stream: string, durable: string, filterSubject: string): ConsumerSpec => ({
  ...CONSUMER_DEFAULTS,
  stream,
  durable,
  filterSubject,
});

/**
 * Every stream, bucket and durable consumer of the system. Declared here only; `npm run streams -- apply` makes a server
 * have them, services never do. Numbers: limits are per stream, over all replicas the same.
 */
export const topology: Topology = {
  streams: [
    {
      name: 'GAME_EVENTS',
      description: 'What happens in the game',
      subjects: ['game.>'],
      maxAgeMs: 30 * DAY_MS,
      maxMessages: 5_000_000,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    },
    {
      name: 'NARRATIVE_EVENTS',
      description: 'What is told and found',
      subjects: ['narr.>'],
      maxAgeMs: 90 * DAY_MS,
      maxMessages: 2_000_000,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    },
    {
      name: 'SYSTEM_EVENTS',
      description: 'What the system does',
      subjects: ['sys.>'],
      maxAgeMs: 7 * DAY_MS,
      maxMessages: 2_000_000,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    },
    {
      name: 'ORCHESTRATION_WORK',
      description: 'Steps of workflows that wait to be done',
      subjects: ['orch.work.>'],
      retention: 'work-queue',
      discard: 'new',
      maxAgeMs: 7 * DAY_MS,
      maxMessages: 1_000_000,
      maxMessageBytes: MAX_MESSAGE_BYTES,
    },
    {
      name: 'DLQ',
      description: 'Events no consumer could handle',
      subjects: ['dlq.>'],
      maxAgeMs: 30 * DAY_MS,
      maxMessages: 1_000_000,
      maxMessageBytes: MAX_MESSAGE_BYTES + 64 * KIB,
    },
    {
      name: 'PAYMENT_LEDGER',
      description: 'Every entry of every wallet, for ever',
      subjects: ['ledger.>'],
      maxMessageBytes: 64 * KIB,
      removal: 'denied',
    },
  ],
  buckets: [
    { name: 'contracts', description: 'Descriptor sets of running services', history: 5 },
    { name: 'event_types', description: 'Event types registered at run time', history: 5 },
    { name: 'auth_revocations', description: 'Sessions and accounts whose tokens are refused', maxAgeMs: DAY_MS },
    { name: 'model_registry', description: 'Models, versions and deployments', history: 20 },
    { name: 'setting_defs', description: 'Definitions of settings', history: 10 },
    { name: 'flags', description: 'Feature flags', history: 10 },
  ],
  consumers: [
    consumer('SYSTEM_EVENTS', 'ai-integration-models', 'sys.model.deployment_changed.*'),
    consumer('SYSTEM_EVENTS', 'ai-integration-mode', 'sys.perf.mode_changed.*'),
    consumer('SYSTEM_EVENTS', 'auth-session-revoked', 'sys.auth.session_revoked.*'),
    consumer('SYSTEM_EVENTS', 'state-manager-account-deleted', 'sys.auth.account_deleted.*'),
    consumer('GAME_EVENTS', 'weather-manager-time', 'game.time.>'),
  ],
};
