import type { KnowledgeBaseServiceClient } from '@bodybroker/contracts-knowledge-base';
import type { NpcBehaviorServiceClient } from '@bodybroker/contracts-npc-behavior';
import type { QuestSystemServiceClient } from '@bodybroker/contracts-quest-system';
import { WeatherState, type WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import type { WorldStateServiceClient } from '@bodybroker/contracts-world-state';
import type { Clock } from '@bodybroker/domain';
import { isRpcError, type CallContext, type CallOptions, type Client } from '@bodybroker/nats-sdk';
import type { Logger } from '@bodybroker/telemetry';
import { MAX_REFUSALS, retryDelayMs, type Errand } from '../domain/errand.js';
import { toFactValue } from '../mapping/to-effects.js';
import type { ErrandResult } from '../storage/errands.js';

export interface ErrandRunnerOptions {
  readonly quests: Pick<Client<QuestSystemServiceClient>, 'offerQuest'>;
  readonly weather: Pick<Client<WeatherManagerServiceClient>, 'overrideWeather'>;
  readonly knowledge: Pick<Client<KnowledgeBaseServiceClient>, 'revealDocument'>;
  readonly world: Pick<Client<WorldStateServiceClient>, 'applyChanges'>;
  readonly npcs: Pick<Client<NpcBehaviorServiceClient>, 'adjustRelationship'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PATIENCE_MS = 2000;
/** The one asked is away, or busy: it is asked for ever. */
const NOT_A_REFUSAL = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'CANCELLED', 'INTERNAL']);

/** Has other services do what beats want. The idempotency key is the errand's id, so that a repeat does nothing twice. */
export class ErrandRunner {
  readonly #options: ErrandRunnerOptions;

  constructor(options: ErrandRunnerOptions) {
    this.#options = options;
  }

  /** Never throws: an errand is over when it is done or was refused too often. */
  async run(errand: Errand, signal: AbortSignal): Promise<ErrandResult> {
    const { logger, clock } = this.#options;
    try {
      await this.#call(errand, callOptions(errand, signal));
      return { is: 'over' };
    } catch (error) {
      const attempts = errand.attempts + 1;
      const facts = { errandId: errand.id, beatId: errand.beatId, kind: errand.wish.kind, attempts, error };
      const isRefusal = isRpcError(error) && !NOT_A_REFUSAL.has(error.code);
      if (isRefusal && attempts >= MAX_REFUSALS) {
        logger.error('what a beat wants is refused for good', facts);
        return { is: 'over' };
      }
      logger.warn('what a beat wants could not be done yet', facts);
      return { is: 'again', dueMs: clock.now() + retryDelayMs(attempts) };
    }
  }

  async #call({ wish, playerId, worldId, beatId }: Errand, options: CallOptions): Promise<void> {
    const { quests, weather, knowledge, world, npcs } = this.#options;
    switch (wish.kind) {
      case 'facts': {
        const changes = wish.facts.map(({ key, value }) => ({
          edit: { oneofKind: 'setFact', setFact: { key, value: { value: toFactValue(value) } } } as const,
        }));
        await world.applyChanges({ worldId, changes }, options);
        return;
      }
      case 'weather': {
        const { regionId, state, intensity, durationGms, priority } = wish.weather;
        const request = { worldId, regionId, state: WeatherState[state], intensity, priority };
        const reason = `story: ${beatId}`;
        await weather.overrideWeather({ ...request, durationGms: BigInt(durationGms), reason }, options);
        return;
      }
      case 'quest':
        await quests.offerQuest({ playerId, definitionId: wish.definitionId }, options);
        return;
      case 'reveal': {
        const { documentId } = wish;
        await knowledge.revealDocument({ playerId, documentId, source: `story:${beatId}` }, options);
        return;
      }
      case 'relationship': {
        const { npcId, deltas } = wish.change;
        await npcs.adjustRelationship({ npcId, playerId, deltas, reason: `story.${beatId}` }, options);
        return;
      }
    }
  }
}

/** The call of an errand stands at the head of its own chain: what comes of it names the errand as its cause. */
function callOptions({ id, worldId, correlationId }: Errand, signal: AbortSignal): CallOptions {
  const context: CallContext = {
    actor: { kind: 'service', id: 'story-teller' },
    scopes: [],
    sessionId: undefined,
    requestId: id,
    correlationId,
    causationId: id,
    idempotencyKey: undefined,
    worldId,
    locale: 'en',
    traceparent: undefined,
    tracestate: undefined,
    baggage: undefined,
    deadline: undefined,
    signal,
  };
  return { context, signal, timeoutMs: PATIENCE_MS, idempotencyKey: id };
}
