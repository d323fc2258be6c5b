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
import { RpcError, type CallContext, type Handlers, type MemoryServer } from '@bodybroker/nats-sdk';
import { servePeer, type Peer } from '@bodybroker/testing';

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
  const playing: Peer[] = [];
  const peers: FakePeers = {
    asked: { prompts: [], actors: [], cancelled: [], routes: [], contexts: [], changes: [] },
    places: new Map(),
    words: ['The ', 'ledger ', 'says ', 'so.'],
    generation: 'done',
    applyChanges: 'done',
    settings: { 'ai.remote_allowed': true },
    stop: async () => {
      await Promise.all(playing.map((peer) => peer.stop()));
    },
  };
  const play: Readonly<Record<PeerName, () => Promise<Peer>>> = {
    'ai-integration': () => servePeer<IAiIntegrationService>(broker, AiIntegrationService, ai(peers)),
    'ai-router': () => servePeer<IAiRouterService>(broker, AiRouterService, router(peers)),
    'knowledge-base': () => servePeer<IKnowledgeBaseService>(broker, KnowledgeBaseService, knowledge(peers)),
    'language-system': () => servePeer<ILanguageSystemService>(broker, LanguageSystemService, languages()),
    settings: () => servePeer<ISettingsService>(broker, SettingsService, playerSettings(peers)),
    'world-state': () => servePeer<IWorldStateService>(broker, WorldStateService, world(peers)),
  };
  for (const name of names) playing.push(await play[name]());
  return peers;
}

const actorOf = ({ actor }: CallContext): string => `${actor.kind}:${actor.id}`;

const ai = (peers: FakePeers): Partial<Handlers<IAiIntegrationService>> => ({
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

const router = (peers: FakePeers): Partial<Handlers<IAiRouterService>> => ({
  routeRequest: (request) => {
    peers.asked.routes.push(request);
    const target = { modelRef: 'remote:1', provider: 'remote', score: 1, expectedCostMicros: 1n, expectedTtftMs: 1n };
    return Promise.resolve({ decisionId: 'dec_1', targets: [target], policyId: 'p', reason: 'CHEAPEST', ttlMs: 1n });
  },
});

const knowledge = (peers: FakePeers): Partial<Handlers<IKnowledgeBaseService>> => ({
  retrieveContext: (request) => {
    peers.asked.contexts.push(request);
    const text = 'The Bone Ledger is bound in skin and records every deal.';
    const fact = { text, documentId: 'bone-ledger', collection: 'lore', weight: 1, title: 'The Bone Ledger' };
    return Promise.resolve({ facts: [fact], tokensUsed: 12 });
  },
});

const languages = (): Partial<Handlers<ILanguageSystemService>> => ({
  generatePhrase: () => {
    const gloss = [{ source: 'peace', form: 'osha', lemma: 'peace', features: [], known: false }];
    return Promise.resolve({ text: 'osha vel', english: 'peace to you', gloss });
  },
});

const playerSettings = (peers: FakePeers): Partial<Handlers<ISettingsService>> => ({
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

const world = (peers: FakePeers): Partial<Handlers<IWorldStateService>> => ({
  getEntity: ({ entityId }) => {
    const locationId = peers.places.get(entityId);
    if (locationId === undefined) throw new RpcError('NOT_FOUND', 'ENTITY_NOT_FOUND', 'unknown');
    return Promise.resolve(Entity.create({ id: entityId, kind: 'player', locationId }));
  },
  applyChanges: (request) => {
    if (peers.applyChanges === 'away') throw new RpcError('UNAVAILABLE', 'STORE_UNAVAILABLE', 'away');
    const namesPip = request.changes.some(({ edit }) => edit.oneofKind === 'putEntity' && edit.putEntity.id === 'pip');
    if (peers.applyChanges === 'refuses-pip' && namesPip)
      throw new RpcError('NOT_FOUND', 'LOCATION_NOT_FOUND', 'where');
    peers.asked.changes.push(request);
    return Promise.resolve({ revision: 1n } as never);
  },
});
