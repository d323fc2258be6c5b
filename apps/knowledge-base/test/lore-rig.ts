import { join } from 'node:path';
import { Document, KnowledgeBaseServiceClient, Visibility, type Hit } from '@bodybroker/contracts-knowledge-base';
import { WorldStateService, type IWorldStateService } from '@bodybroker/contracts-world-state';
import type { Client, MemoryServer } from '@bodybroker/nats-sdk';
import { createTestBroker, eventually, servePeer, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

export type Lore = Client<KnowledgeBaseServiceClient>;

export const contentPath = join(__dirname, '../content/');
export const refused = (reason: string): object => expect.objectContaining({ reason }) as object;
export const ids = ({ hits }: { hits: Hit[] }): string[] => hits.map(({ documentId }) => documentId);

export const document = (id: string, change: Partial<Document> = {}): Document =>
  Document.create({ id, title: `Of ${id}`, text: `What is told of ${id}.`, visibility: Visibility.PUBLIC, ...change });

export const adminOf = (harness: ServiceHarness): Lore =>
  harness.client(KnowledgeBaseServiceClient, { actor: { kind: 'admin', id: 'test' } });
export const playerOf = (harness: ServiceHarness, id = 'p1'): Lore =>
  harness.client(KnowledgeBaseServiceClient, { actor: { kind: 'player', id } });

/** Within a second. */
export const soon = (look: () => Promise<void>): Promise<void> => eventually(look, { timeoutMs: 1000 });

/** A world in which a condition holds when it is in a set. */
export async function serveWorld(broker: MemoryServer, holding: Set<string>, asked: string[] = []): Promise<void> {
  await servePeer<IWorldStateService>(broker, WorldStateService, {
    evaluateCondition: ({ cel, playerId }) => {
      asked.push(`${playerId}:${cel}`);
      return Promise.resolve({ value: holding.has(cel), revision: 1n });
    },
  });
}

export type LoreRig = Awaited<ReturnType<typeof startLore>>;

/** The service with the lore that ships, asked by an admin and by a player. */
export async function startLore() {
  const harness = await startHarness(service, { contentPath, broker: createTestBroker() });
  const admin = adminOf(harness);
  const player = playerOf(harness);
  const upsert = (...documents: Document[]) =>
    Promise.all(documents.map((each) => admin.upsertDocument({ collection: 'lore', document: each })));
  return { harness, admin, player, upsert };
}
