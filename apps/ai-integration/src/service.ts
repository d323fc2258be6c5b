import { setTimeout as delay } from 'node:timers/promises';
import { AiIntegrationService, contract, type IAiIntegrationService } from '@bodybroker/contracts-ai-integration';
import { CapabilityRegistryServiceClient } from '@bodybroker/contracts-capability-registry';
import { ModelManagementServiceClient } from '@bodybroker/contracts-model-management';
import { loadGrammar } from '@bodybroker/grammar';
import { defineService, implement } from '@bodybroker/service-kit';
import { LastTold, RequestReceipts } from '@bodybroker/storage';
import { ulid } from 'ulid';
import { config } from './config.js';
import type { Deps } from './deps.js';
import type { ServerMode } from './domain/choose-targets.js';
import { LiveGenerations } from './generating/live-generations.js';
import { measureGeneration } from './generating/measure-generation.js';
import { cancelGeneration } from './handlers/cancel-generation.js';
import { countTokens } from './handlers/count-tokens.js';
import { embed } from './handlers/embed.js';
import { generate } from './handlers/generate.js';
import { generateStream } from './handlers/generate-stream.js';
import { getGeneration } from './handlers/get-generation.js';
import { listProviders } from './handlers/list-providers.js';
import { moderateText } from './handlers/moderate-text.js';
import { resumeStream } from './handlers/resume-stream.js';
import { ConfiguredModels } from './providers/configured-models.js';
import { createProviders, type ReadSecret } from './providers/create-providers.js';
import { ManagedModels } from './providers/managed-models.js';
import { providerStateChanged } from './publishers/provider-state-changed.js';
import { AnswerCache } from './storage/answer-cache.js';
import { ChunkLog } from './storage/chunk-log.js';
import { GenerationRecords } from './storage/generation-records.js';
import { LiveStreams } from './storage/live-streams.js';
import { TokenBudgets } from './storage/token-budgets.js';
import { onDeploymentChanged } from './subscribers/on-deployment-changed.js';
import { onModeChanged } from './subscribers/on-mode-changed.js';
import { ReplicaNotes } from './subscribers/replica-notes.js';
import { registerProviders } from './workers/register-providers.js';

/** Longer than the longest call. */
const HOLD_MS = 65_000;

/** One prompt in, a text or a stream of words out. @param readSecret reads the keys of registered models by their names */
export const createAiService = (readSecret: ReadSecret) =>
  defineService({
    name: 'ai-integration',
    contract,
    config,
    build: ({
      config: settings,
      connection,
      store,
      events,
      content,
      clock,
      random,
      logger,
      metrics,
      instance,
      client,
    }) => {
      const { llmBaseUrl: baseUrl, llmApiKey: apiKey, llmIdleMs: idleMs, llmModel: name } = settings;
      const hasRemote = baseUrl !== '';
      const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });
      const grammar = loadGrammar(content.all().map(({ file, json }) => ({ name: file, content: json })));
      const models = new ManagedModels({
        registry: client(ModelManagementServiceClient),
        environment: settings.modelEnvironment,
        own: new ConfiguredModels({
          defaultTarget: settings.defaultModel,
          remote: hasRemote
            ? { name, price: { inputMicros: settings.llmInputPrice, outputMicros: settings.llmOutputPrice } }
            : undefined,
        }),
        ownBaseUrl: baseUrl,
        clock,
        logger,
      });
      const providers = createProviders(grammar, {
        embedded: { chunkMs: settings.streamChunkMs, sleep },
        endpoints: { idleMs, fetch },
        remote: hasRemote ? { baseUrl, apiKey } : undefined,
        readSecret,
        onCircuitChange: (provider, state) => {
          logger.warn('circuit of a provider changed', { provider, state });
          events
            .publish(providerStateChanged(provider, state, { instance, clock }))
            .catch((error: unknown) => logger.warn('a change of a circuit was not told', { error }));
        },
      });
      const live = new LiveGenerations();
      const notes = new ReplicaNotes(connection.bus);
      const mode = new LastTold<ServerMode>(store, 'server-mode', { clock, random, initial: 'NORMAL' });
      const deps: Deps = {
        models,
        providers,
        mode,
        records: new GenerationRecords(store, { clock, random }),
        chunks: new ChunkLog(store),
        answers: new AnswerCache(store),
        budgets: new TokenBudgets(store, { clock, limitTokens: settings.tokenBudget }),
        liveStreams: new LiveStreams(store, { clock, random, limit: settings.streamsPerPlayer }),
        receipts: new RequestReceipts(store, { holdMs: HOLD_MS }),
        live,
        notes,
        clock,
        sleep,
        logger,
        measure: measureGeneration(metrics),
        random,
        newId: () => `gen_${ulid(clock.now())}`,
      };
      const stopListening = notes.listen({
        onCancel: (id) => live.cancel(id),
        onModelsChanged: () => models.forget(),
      });
      return {
        implementations: [
          implement<IAiIntegrationService>(AiIntegrationService, {
            generate: generate(deps),
            generateStream: generateStream(deps),
            resumeStream: resumeStream(deps),
            cancelGeneration: cancelGeneration(deps),
            getGeneration: getGeneration(deps),
            embed: embed(deps),
            countTokens: countTokens(deps),
            moderateText: moderateText(),
            listProviders: listProviders(deps),
          }),
        ],
        subscribers: [onDeploymentChanged(notes), onModeChanged(mode)],
        workers: [
          registerProviders({
            capabilities: client(CapabilityRegistryServiceClient),
            providers: providers.all(),
            startedMs: clock.now(),
            logger,
            sleep,
          }),
        ],
        close: async () => {
          await live.close();
          stopListening();
        },
      };
    },
  });

/** The service without secrets of registered models. */
export const service = createAiService(() => undefined);
