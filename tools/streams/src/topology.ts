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
    { name: 'ai_policies', description: 'Routing policies of the ai-router', history: 10 },
    { name: 'capability_defs', description: 'Definitions of capabilities', history: 10 },
    { name: 'contracts', description: 'Descriptor sets of running services', history: 5 },
    { name: 'event_types', description: 'Event types registered at run time', history: 5 },
    { name: 'auth_revocations', description: 'Sessions and accounts whose tokens are refused', maxAgeMs: DAY_MS },
    { name: 'model_registry', description: 'Models, versions and deployments', history: 20 },
    { name: 'routes', description: 'How calls of a service are dealt out', history: 10 },
    { name: 'setting_defs', description: 'Definitions of settings', history: 10 },
    { name: 'flags', description: 'Feature flags', history: 10 },
  ],
  consumers: [
    consumer('SYSTEM_EVENTS', 'ai-integration-models', 'sys.model.deployment_changed.*'),
    consumer('SYSTEM_EVENTS', 'ai-integration-mode', 'sys.perf.mode_changed.*'),
    consumer('SYSTEM_EVENTS', 'ai-router-capabilities', 'sys.capability.>'),
    consumer('SYSTEM_EVENTS', 'ai-router-generations', 'sys.ai.>'),
    consumer('SYSTEM_EVENTS', 'ai-router-mode', 'sys.perf.mode_changed.*'),
    consumer('SYSTEM_EVENTS', 'ai-router-models', 'sys.model.>'),
    consumer('SYSTEM_EVENTS', 'auth-session-revoked', 'sys.auth.session_revoked.*'),
    consumer('GAME_EVENTS', 'body-broker-integration-payments', 'game.payment.succeeded.*'),
    consumer('GAME_EVENTS', 'body-broker-integration-time', 'game.time.>'),
    consumer('GAME_EVENTS', 'body-broker-integration-weather', 'game.weather.changed.*'),
    consumer('SYSTEM_EVENTS', 'body-broker-integration-workflows', 'sys.workflow.>'),
    consumer('SYSTEM_EVENTS', 'capability-registry-models', 'sys.model.version_ready.*'),
    consumer('GAME_EVENTS', 'environmental-narrative-locations', 'game.world.location_entered.*'),
    consumer('GAME_EVENTS', 'environmental-narrative-parts', 'game.part.harvested.*'),
    consumer('GAME_EVENTS', 'environmental-narrative-quests', 'game.quest.>'),
    consumer('GAME_EVENTS', 'environmental-narrative-time', 'game.time.>'),
    consumer('GAME_EVENTS', 'environmental-narrative-weather', 'game.weather.changed.*'),
    consumer('NARRATIVE_EVENTS', 'knowledge-base-clues', 'narr.scene.clue_discovered.*'),
    consumer('GAME_EVENTS', 'knowledge-base-quests', 'game.quest.completed.*'),
    consumer('NARRATIVE_EVENTS', 'language-system-props', 'narr.scene.prop_inspected.*'),
    consumer('GAME_EVENTS', 'language-system-talk', 'game.npc.talked.*'),
    consumer('SYSTEM_EVENTS', 'model-management-generations', 'sys.ai.>'),
    consumer('GAME_EVENTS', 'npc-behavior-deals', 'game.deal.>'),
    consumer('SYSTEM_EVENTS', 'npc-behavior-mode', 'sys.perf.mode_changed.*'),
    consumer('GAME_EVENTS', 'npc-behavior-parts', 'game.part.harvested.*'),
    consumer('GAME_EVENTS', 'npc-behavior-quests', 'game.quest.>'),
    consumer('NARRATIVE_EVENTS', 'npc-behavior-story', 'narr.story.>'),
    consumer('GAME_EVENTS', 'npc-behavior-time', 'game.time.>'),
    consumer('NARRATIVE_EVENTS', 'npc-behavior-traces', 'narr.trace.left.*'),
    consumer('GAME_EVENTS', 'npc-behavior-weather', 'game.weather.changed.*'),
    // A work queue hands out everything that waits in it, or nothing.
    {
      ...consumer('ORCHESTRATION_WORK', 'orchestration-compensations', 'orch.work.compensate'),
      start: { from: 'all' },
    },
    { ...consumer('ORCHESTRATION_WORK', 'orchestration-steps', 'orch.work.step'), start: { from: 'all' } },
    consumer('SYSTEM_EVENTS', 'payment-account-deleted', 'sys.auth.account_deleted.*'),
    consumer('SYSTEM_EVENTS', 'performance-mode-generations', 'sys.ai.>'),
    consumer('GAME_EVENTS', 'quest-system-game', 'game.>'),
    consumer('NARRATIVE_EVENTS', 'quest-system-scene', 'narr.scene.>'),
    consumer('SYSTEM_EVENTS', 'quest-system-workflows', 'sys.workflow.>'),
    consumer('SYSTEM_EVENTS', 'settings-account-deleted', 'sys.auth.account_deleted.*'),
    consumer('SYSTEM_EVENTS', 'state-manager-account-deleted', 'sys.auth.account_deleted.*'),
    consumer('GAME_EVENTS', 'story-teller-game', 'game.>'),
    consumer('NARRATIVE_EVENTS', 'story-teller-narrative', 'narr.>'),
    consumer('GAME_EVENTS', 'weather-manager-time', 'game.time.>'),
    consumer('GAME_EVENTS', 'world-state-deals', 'game.deal.settled.*'),
    consumer('GAME_EVENTS', 'world-state-time', 'game.time.>'),
    consumer('GAME_EVENTS', 'world-state-weather', 'game.weather.changed.*'),
  ],
};
