import {
  AiIntegrationService,
  type GenerationPrompt,
  type IAiIntegrationService,
  type LlmStreamChunk,
} from '@bodybroker/contracts-ai-integration';
import { AiRouterService, type IAiRouterService, type RouteRequestRequest } from '@bodybroker/contracts-ai-router';
import {
  KnowledgeBaseService,
  type IKnowledgeBaseService,
  type RetrieveContextRequest,
} from '@bodybroker/contracts-knowledge-base';
import { LanguageSystemService, type ILanguageSystemService } from '@bodybroker/contracts-language-system';
import { SettingsService, type ISettingsService } from '@bodybroker/contracts-settings';
import {
  Entity,
  WorldStateService,
  type ApplyChangesRequest,
  type IWorldStateService,
} from '@bodybroker/contracts-world-state';
import { RpcError, createServer, type CallContext, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import type { Contract } from '@bodybroker/service-kit';

type ServiceInfo = Contract['services'][number];

/** What the fake peers were asked, and how they behave. */
export interface FakePeers {
  readonly asked: {
    readonly prompts: GenerationPrompt[];
    readonly actors: string[];
    readonly cancelled: string[];
    readonly routes: RouteRequestRequest[];
    readonly contexts: RetrieveContextRequest[];
    readonly changes: ApplyChangesRequest[];
  };
  /** Where players are; those left out are not known. */
  readonly places: Map<string, string>;
  /** What the generator says; each text is a chunk. */
  words: readonly string[];
  /** How a generation goes. */
  generation: 'done' | 'failure' | 'lost' | 'refused' | 'hangs';
  applyChanges: 'done' | 'away' | 'refuses-pip';
  settings: Readonly<Record<string, string | boolean>>;
  stop(): Promise<void>;
}

export type PeerName =
  'ai-integration' | 'ai-router' | 'knowledge-base' | 'language-system' | 'settings' | 'world-state';
export const ALL_PEERS: readonly PeerName[] = [
  'ai-integration',
  'ai-router',
  'knowledge-base',
  'language-system',
  'settings',
  'world-state',
];

/** Serves the named peers on a broker; the others are away. */
export async function startFakePeers(broker: MemoryServer, names: readonly PeerName[] = ALL_PEERS): Promise<FakePeers> {
  const stops: (() => Promise<unknown>)[] = [];
  const peers: FakePeers = {
    asked: { prompts: [], actors: [], cancelled: [], routes: [], contexts: [], changes: [] },
    places: new Map(),
    words: ['The ', 'ledger ', 'says ', 'so.'],
    generation: 'done',
    applyChanges: 'done',
    settings: { 'ai.remote_allowed': true },
    stop: async () => {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
  const all: Readonly<Record<PeerName, readonly [ServiceInfo, Handlers<object>]>> = {
    'ai-integration': [AiIntegrationService, ai(peers)],
    'ai-router': [AiRouterService, router(peers)],
    'knowledge-base': [KnowledgeBaseService, knowledge(peers)],
    'language-system': [LanguageSystemService, languages()],
    settings: [SettingsService, playerSettings(peers)],
    'world-state': [WorldStateService, world(peers)],
  };
  for (const name of names) {
    const [type, handlers] = all[name];
    const connection = broker.connect();
    const server = createServer(connection, { name, version: '0.0.0', instance: `${name}-fake` });
    await server.add<object>(type, handlers).start();
    stops.push(async () => {
      await server.stop({ timeoutMs: 50 });
      await connection.close();
    });
  }
  return peers;
}

/** The handlers that are written; all others are refused. */
function partly<Service extends object>(type: ServiceInfo, handlers: Partial<Handlers<Service>>): Handlers<object> {
  const missing = type.methods.map(({ localName }) => [localName, refuse] as const);
  return { ...Object.fromEntries(missing), ...handlers } as Handlers<object>;
}

function refuse(): never {
  throw new RpcError('UNIMPLEMENTED', 'UNIMPLEMENTED', 'not part of this test');
}

const actorOf = ({ actor }: CallContext): string => `${actor.kind}:${actor.id}`;

const ai = (peers: FakePeers) =>
  partly<IAiIntegrationService>(AiIntegrationService, {
    generateStream: async function* ({ prompt }, context) {
      if (prompt !== undefined) peers.asked.prompts.push(prompt);
      peers.asked.actors.push(actorOf(context));
      if (peers.generation === 'refused') throw new RpcError('UNAVAILABLE', 'NO_PROVIDER', 'no model could answer');
      const streamId = `gen_${peers.asked.prompts.length}`;
      let sequence = 0n;
      const next = (chunk: LlmStreamChunk['chunk']): LlmStreamChunk => ({ streamId, sequence: sequence++, chunk });
      for (const text of peers.words) yield next({ oneofKind: 'delta', delta: { text } });
      if (peers.generation === 'hangs') {
        await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve(), { once: true }));
        return;
      }
      if (peers.generation === 'lost') throw new RpcError('UNAVAILABLE', 'PEER_LOST', 'gone');
      if (peers.generation === 'failure') {
        yield next({ oneofKind: 'failure', failure: { reason: 'PROVIDER_FAILED', message: 'broke', partial: true } });
        return;
      }
      const usage = { promptTokens: 1, completionTokens: peers.words.length, costMicros: 0n };
      yield next({ oneofKind: 'usage', usage });
      const done = { finishReason: 1, modelRef: 'narrator:1', provider: 'embedded', textSha256: 'x' };
      yield next({ oneofKind: 'done', done });
    },
    cancelGeneration: ({ generationId }, context) => {
      peers.asked.cancelled.push(`${generationId} by ${actorOf(context)}`);
      return Promise.resolve({ cancelled: true });
    },
    moderateText: ({ text }) => {
      const flagged = text.includes('badword');
      return Promise.resolve({ flagged, categories: [], redactedText: text.replaceAll('badword', '***') });
    },
  });

const router = (peers: FakePeers) =>
  partly<IAiRouterService>(AiRouterService, {
    routeRequest: (request) => {
      peers.asked.routes.push(request);
      const target = { modelRef: 'remote:1', provider: 'remote', score: 1, expectedCostMicros: 1n, expectedTtftMs: 1n };
      return Promise.resolve({ decisionId: 'dec_1', targets: [target], policyId: 'p', reason: 'CHEAPEST', ttlMs: 1n });
    },
  });

const knowledge = (peers: FakePeers) =>
  partly<IKnowledgeBaseService>(KnowledgeBaseService, {
    retrieveContext: (request) => {
      peers.asked.contexts.push(request);
      const text = 'The Bone Ledger is bound in skin and records every deal.';
      const fact = { text, documentId: 'bone-ledger', collection: 'lore', weight: 1, title: 'The Bone Ledger' };
      return Promise.resolve({ facts: [fact], tokensUsed: 12 });
    },
  });

const languages = () =>
  partly<ILanguageSystemService>(LanguageSystemService, {
    generatePhrase: () => {
      const gloss = [{ source: 'peace', form: 'osha', lemma: 'peace', features: [], known: false }];
      return Promise.resolve({ text: 'osha vel', english: 'peace to you', gloss });
    },
  });

const playerSettings = (peers: FakePeers) =>
  partly<ISettingsService>(SettingsService, {
    getSettings: ({ playerId }) => {
      const values = Object.entries(peers.settings).map(([key, value]) => ({
        key,
        value: {
          kind:
            typeof value === 'boolean'
              ? ({ oneofKind: 'boolValue', boolValue: value } as const)
              : ({ oneofKind: 'stringValue', stringValue: value } as const),
        },
        source: 1,
        locked: false,
      }));
      return Promise.resolve({ playerId, values, version: 0n });
    },
  });

const world = (peers: FakePeers) =>
  partly<IWorldStateService>(WorldStateService, {
    getEntity: ({ entityId }) => {
      const locationId = peers.places.get(entityId);
      if (locationId === undefined) throw new RpcError('NOT_FOUND', 'ENTITY_NOT_FOUND', 'unknown');
      return Promise.resolve(Entity.create({ id: entityId, kind: 'player', locationId }));
    },
    applyChanges: (request) => {
      if (peers.applyChanges === 'away') throw new RpcError('UNAVAILABLE', 'STORE_UNAVAILABLE', 'away');
      const namesPip = request.changes.some(
        ({ edit }) => edit.oneofKind === 'putEntity' && edit.putEntity.id === 'pip',
      );
      if (peers.applyChanges === 'refuses-pip' && namesPip)
        throw new RpcError('NOT_FOUND', 'LOCATION_NOT_FOUND', 'where');
      peers.asked.changes.push(request);
      return Promise.resolve({ revision: 1n } as never);
    },
  });
