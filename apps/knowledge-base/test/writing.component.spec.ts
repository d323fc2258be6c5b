import { type Document, DocumentChanged, Visibility } from '@bodybroker/contracts-knowledge-base';
import { publishedEvents } from '@bodybroker/testing';
import { document, ids, refused, startLore, type LoreRig } from './lore-rig.js';

describe('knowledge-base', () => {
  let rig: LoreRig;
  beforeEach(async () => {
    rig = await startLore();
  });
  afterEach(() => rig.harness.stop());

  it('writes at the version that was seen, and tells of it', async () => {
    const first = await rig.admin.upsertDocument({
      collection: 'lore',
      document: document('oubliette'),
      expectedVersion: 0n,
    });
    expect(first).toMatchObject({
      chunks: 1,
      document: { id: 'oubliette', version: 1n, canon: 1, collection: 'lore' },
    });
    const again = { collection: 'lore', document: document('oubliette', { text: 'Deeper.' }) };
    await expect(rig.admin.upsertDocument({ ...again, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
    expect(await rig.admin.upsertDocument({ ...again, expectedVersion: 1n })).toMatchObject({
      document: { version: 2n },
    });
    await expect(
      rig.admin.deleteDocument({ collection: 'lore', id: 'oubliette', expectedVersion: 1n }),
    ).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(ids(await rig.player.search({ query: 'oubliette' }))).toEqual(['oubliette']);
    expect(await rig.admin.deleteDocument({ collection: 'lore', id: 'oubliette' })).toMatchObject({
      deletedVersion: 2n,
    });
    expect(ids(await rig.player.search({ query: 'oubliette' }))).toEqual([]);
    const told = await publishedEvents(rig.harness.broker, DocumentChanged);
    expect(
      told.filter(({ payload }) => payload.documentId === 'oubliette').map(({ payload }) => payload.deleted),
    ).toEqual([false, false, true]);
    expect(await rig.admin.upsertDocument(again)).toMatchObject({ document: { version: 3n } });
    const both = await Promise.allSettled(
      [1, 2].map(() => rig.admin.upsertDocument({ ...again, expectedVersion: 3n })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('writes batches of documents whole or not at all', async () => {
    const batch = (...documents: Document[]) => rig.admin.upsertDocuments({ collection: 'lore', documents });
    await expect(batch(document('a1'), document('a1'))).rejects.toEqual(refused('DUPLICATE_ID'));
    await expect(batch(document('a1'), document('a2', { unlock: '1 +' }))).rejects.toEqual(refused('BAD_CONDITION'));
    await expect(rig.admin.getDocument({ collection: 'lore', id: 'a1' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { results } = await batch(document('a1'), document('a2', { text: `${'word '.repeat(130)}.` }));
    expect(results).toMatchObject([
      { id: 'a1', version: 1n, chunks: 1 },
      { id: 'a2', version: 1n, chunks: 2 },
    ]);
    await expect(batch(...Array.from({ length: 101 }, (_, at) => document(`b${at}`)))).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it.each([
    ['no text', { text: ' ' }, 'INVALID_FIELD'],
    ['too much text', { text: 'x'.repeat(65_537) }, 'INVALID_FIELD'],
    ['no visibility', { visibility: Visibility.UNSPECIFIED }, 'ENUM_UNSPECIFIED'],
    ['an unknown visibility', { visibility: 9 as Visibility }, 'ENUM_UNSPECIFIED'],
    ['KNOWN_BY nobody', { visibility: Visibility.KNOWN_BY }, 'INVALID_FIELD'],
    ['knowers of what is public', { knownBy: ['law'] }, 'INVALID_FIELD'],
    ['a condition that is none', { unlock: 'facts[' }, 'BAD_CONDITION'],
    ['a condition over nothing known', { unlock: 'moon == 1' }, 'BAD_CONDITION'],
    ['an odd cause', { revealedBy: ['moon:full'] }, 'INVALID_FIELD'],
    ['a bad id', { id: 'Not An Id' }, 'INVALID_FIELD'],
    ['too much of a spoiler', { spoiler: 4 }, 'INVALID_FIELD'],
  ])('refuses a document with %s', async (_what, change, reason) => {
    const refusal = rig.admin.upsertDocument({ collection: 'lore', document: document('bad', change) });
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', reason });
  });
});
