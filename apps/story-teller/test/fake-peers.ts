import {
  AiIntegrationService,
  type LlmStreamChunk,
  type IAiIntegrationService,
} from '@bodybroker/contracts-ai-integration';
import { AiRouterService, RouteDecision, type IAiRouterService } from '@bodybroker/contracts-ai-router';
import { KnowledgeBaseService, KnownDocument, type IKnowledgeBaseService } from '@bodybroker/contracts-knowledge-base';
import { NpcBehaviorService, type INpcBehaviorService } from '@bodybroker/contracts-npc-behavior';
import { QuestSystemService, type IQuestSystemService } from '@bodybroker/contracts-quest-system';
import { SettingsService, type ISettingsService } from '@bodybroker/contracts-settings';
import {
  WeatherManagerService,
  WeatherOverride,
  type IWeatherManagerService,
} from '@bodybroker/contracts-weather-manager';
import { WorldStateService, type FactValue, type IWorldStateService } from '@bodybroker/contracts-world-state';
import { createServer, RpcError, type HandlerContext, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Contract } from '@bodybroker/service-kit';

/** A call the fakes got. */
export interface Asked {
  readonly method: string;
  readonly key: string;
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly request: Readonly<Record<string, unknown>>;
}

/** The services story-teller calls, as small as they can be. */
export interface FakePeers {
  readonly facts: Map<string, FactValue['value']>;
  readonly asked: Asked[];
  /** Settings by key. */
  readonly settings: Map<string, boolean | string>;
  /** Methods that answer with this error. */
  readonly failing: Map<string, RpcError>;
  /** What a model says; empty: there is no model but the embedded one. */
  model: readonly LlmStreamChunk[];
  stop(): Promise<void>;
}

const refuse = (): Promise<never> => Promise.reject(new RpcError('UNIMPLEMENTED', 'FAKE', 'the fake does not do this'));

export async function startFakePeers(broker: MemoryServer): Promise<FakePeers> {
  const connection = broker.connect();
  const peers: Omit<FakePeers, 'stop'> = {
    facts: new Map(),
    asked: [],
    settings: new Map(),
    failing: new Map(),
    model: [],
  };

  const note = (method: string, request: object, context: HandlerContext): void => {
    const failure = peers.failing.get(method);
    const { idempotencyKey = '', actor, correlationId, requestId } = context;
    peers.asked.push({
      method: failure === undefined ? method : `${method} (failed)`,
      key: idempotencyKey,
      actor: `${actor.kind}:${actor.id}`,
      correlationId,
      causationId: requestId,
      request: { ...request },
    });
    if (failure !== undefined) throw failure;
  };

  const serve = async <Service extends object>(
    name: string,
    service: Contract['services'][number],
    handlers: Partial<Handlers<Service>>,
  ) => {
    const all = Object.fromEntries(service.methods.map(({ localName }) => [localName, refuse]));
    const server = createServer(connection, { name, version: '0.0.0', instance: `${name}-fake` });
    server.add<object>(service, { ...all, ...handlers });
    await server.start();
    return server;
  };

  const servers = await Promise.all([
    serve<IWorldStateService>('world-state', WorldStateService, {
      listFacts: async () => {
        const failure = peers.failing.get('listFacts');
        if (failure !== undefined) throw failure;
        return {
          facts: [...peers.facts].map(([key, value]) => ({ key, value: { value }, version: 1n })),
          nextPageToken: '',
        };
      },
      applyChanges: async (request, context) => {
        note('applyChanges', request, context);
        for (const { edit } of request.changes)
          if (edit.oneofKind === 'setFact' && edit.setFact.value)
            peers.facts.set(edit.setFact.key, edit.setFact.value.value);
        return { revision: 1n };
      },
    }),
    serve<IQuestSystemService>('quest-system', QuestSystemService, {
      offerQuest: async (request, context) => {
        note('offerQuest', request, context);
        return {
          definitionId: request.definitionId,
          revision: 1,
          title: '',
          summary: '',
          giverNpcId: '',
          available: true,
          reason: '',
          details: {},
          tags: [],
        };
      },
    }),
    serve<IWeatherManagerService>('weather-manager', WeatherManagerService, {
      overrideWeather: async (request, context) => {
        note('overrideWeather', request, context);
        return WeatherOverride.create({ id: 'wov_1', regionId: request.regionId });
      },
    }),
    serve<IKnowledgeBaseService>('knowledge-base', KnowledgeBaseService, {
      revealDocument: async (request, context) => {
        note('revealDocument', request, context);
        return KnownDocument.create({ documentId: request.documentId });
      },
    }),
    serve<INpcBehaviorService>('npc-behavior', NpcBehaviorService, {
      adjustRelationship: async (request, context) => {
        note('adjustRelationship', request, context);
        return { adjustmentId: 'adj_1' };
      },
    }),
    serve<ISettingsService>('settings', SettingsService, {
      getSettings: async ({ playerId }) => ({
        playerId,
        values: [...peers.settings].map(([key, value]) => ({
          key,
          value: {
            kind:
              typeof value === 'boolean'
                ? ({ oneofKind: 'boolValue', boolValue: value } as const)
                : ({ oneofKind: 'stringValue', stringValue: value } as const),
          },
          source: 0,
          locked: false,
        })),
        version: 1n,
      }),
    }),
    serve<IAiRouterService>('ai-router', AiRouterService, {
      routeRequest: async () =>
        RouteDecision.create({
          decisionId: 'dec_1',
          targets: peers.model.length === 0 ? [] : [{ modelRef: 'm@champion', provider: 'remote' }],
        }),
    }),
    serve<IAiIntegrationService>('ai-integration', AiIntegrationService, {
      generateStream: async function* () {
        yield* peers.model;
      },
    }),
  ] as const);
  return Object.assign(peers, {
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop({ timeoutMs: 1000 })));
      await connection.close();
    },
  });
}
