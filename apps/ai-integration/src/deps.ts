import type { IAiIntegrationService } from '@bodybroker/contracts-ai-integration';
import type { Clock } from '@bodybroker/domain';
import type { Handler } from '@bodybroker/nats-sdk';
import type { LastTold, RequestReceipts } from '@bodybroker/storage';
import type { Logger } from '@bodybroker/telemetry';
import type { ServerMode } from './domain/choose-targets.js';
import type { LiveGenerations } from './generating/live-generations.js';
import type { MeasureGeneration } from './generating/measure-generation.js';
import type { ModelResolver } from './providers/model-resolver.js';
import type { ProviderPool } from './providers/provider-pool.js';
import type { AnswerCache } from './storage/answer-cache.js';
import type { ChunkLog } from './storage/chunk-log.js';
import type { GenerationRecords } from './storage/generation-records.js';
import type { LiveStreams } from './storage/live-streams.js';
import type { TokenBudgets } from './storage/token-budgets.js';
import type { ReplicaNotes } from './subscribers/replica-notes.js';

/** Waits; rejects when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** What the handlers of this service are built from. */
export interface Deps {
  readonly models: ModelResolver;
  readonly providers: ProviderPool;
  /** How much the whole server can do now. */
  readonly mode: LastTold<ServerMode>;
  readonly records: GenerationRecords;
  readonly chunks: ChunkLog;
  readonly answers: AnswerCache;
  readonly budgets: TokenBudgets;
  readonly liveStreams: LiveStreams;
  readonly receipts: RequestReceipts;
  /** The generations this process runs. */
  readonly live: LiveGenerations;
  readonly notes: ReplicaNotes;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly logger: Logger;
  readonly measure: MeasureGeneration;
  random(): number;
  /** A generation id nobody else has. */
  newId(): string;
}

export type AiHandler<Method extends keyof IAiIntegrationService> = Handler<IAiIntegrationService, Method>;
