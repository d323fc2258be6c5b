import { AiIntegrationService, type IAiIntegrationService } from '@bodybroker/contracts-ai-integration';
import { type Document, KnowledgeBaseServiceClient, SearchMode } from '@bodybroker/contracts-knowledge-base';
import { createTestBroker, servePeer, startHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';
import { adminOf, contentPath, document, ids, playerOf, refused, soon } from './lore-rig.js';

describe('knowledge-base with an embedding model', () => {
  it('asks it for what likeness needs, and does without when it is down', async () => {
    const broker = createTestBroker();
    const asked: number[] = [];
    let isDown = false;
    const values = (text: string): number[] => [/needle|sew|stitch/i.test(text) ? 1 : 0, 0.1, 0];
    await servePeer<IAiIntegrationService>(broker, AiIntegrationService, {
      embed: ({ texts, modelRef }) => {
        if (isDown) return Promise.reject(new Error('down'));
        asked.push(texts.length);
        return Promise.resolve({ vectors: texts.map((text) => ({ values: values(text) })), modelRef, dimensions: 3 });
      },
    });
    const environment = { BB_EMBED_MODEL: 'remote' };
    const harness = await startHarness(service, { contentPath, broker, environment });
    const player = playerOf(harness);
    const search = () => player.search({ query: 'stitch', mode: SearchMode.VECTOR, pageSize: 100 });
    const { hits } = await search();
    expect(hits.length).toBeGreaterThan(3);
    expect(asked.length).toBeGreaterThan(1);
    asked.length = 0;
    await search();
    expect(asked).toEqual([1]);
    isDown = true;
    expect((await search()).hits.length).toBeGreaterThan(0);
    await harness.stop();
  });
});

describe('knowledge-base on two replicas', () => {
  it('finds on each what was written on the other within a second, and the same after a restart', async () => {
    const broker = createTestBroker();
    const one = await startHarness(service, { contentPath, broker, instance: 'one' });
    const two = await startHarness(service, { contentPath, broker, store: one.store, instance: 'two' });
    const [a, b] = ['one', 'two'].map((instance) => {
      const lore = (instance === 'one' ? one : two).client(KnowledgeBaseServiceClient, {
        actor: { kind: 'admin', id: 'test' },
      });
      return {
        upsert: (each: Document) => lore.upsertDocument({ collection: 'lore', document: each }, { instance }),
        remove: (id: string) => lore.deleteDocument({ collection: 'lore', id }, { instance }),
        find: async (query: string) => ids(await lore.search({ query }, { instance })),
        search: (query: string) => lore.search({ query, pageSize: 100 }, { instance }),
      };
    });
    if (a === undefined || b === undefined) throw new Error('two replicas');
    await a.find('ledger');
    await b.find('ledger');
    await a.upsert(document('gnomon'));
    expect(await a.find('gnomon')).toEqual(['gnomon']);
    await soon(async () => expect(await b.find('gnomon')).toEqual(['gnomon']));
    await b.upsert(document('gnomon', { text: 'Now of astrolabes.' }));
    await soon(async () => expect(await a.find('astrolabe')).toEqual(['gnomon']));
    await b.remove('gnomon');
    expect(await b.find('gnomon')).toEqual([]);
    await soon(async () => expect(await a.find('gnomon')).toEqual([]));
    await a.upsert(document('orrery'));
    await soon(async () => expect(await b.find('orrery')).toEqual(['orrery']));
    const before = await a.search('bone ledger of the dead orrery');
    expect(await b.search('bone ledger of the dead orrery')).toEqual(before);
    await one.stop();
    const again = await startHarness(service, { contentPath, broker, store: one.store, instance: 'three' });
    const lore = adminOf(again);
    expect(
      await lore.search({ query: 'bone ledger of the dead orrery', pageSize: 100 }, { instance: 'three' }),
    ).toEqual(before);
    // What was shipped once is not shipped again over what an admin has deleted.
    await b.remove('bone-gate-toll');
    await again.stop();
    const last = await startHarness(service, { contentPath, broker, store: one.store, instance: 'four' });
    await expect(
      adminOf(last).getDocument({ collection: 'lore', id: 'bone-gate-toll' }, { instance: 'four' }),
    ).rejects.toEqual(refused('DOCUMENT_NOT_FOUND'));
    await Promise.all([two.stop(), last.stop()]);
  });
});
