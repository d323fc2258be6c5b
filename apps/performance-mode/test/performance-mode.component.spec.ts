import { PerformanceModeServiceClient, NoteChanged } from '@bodybroker/contracts-performance-mode';
import type { Client } from '@bodybroker/nats-sdk';
import { publishedEvents, startHarness, type ServiceHarness } from '@bodybroker/testing';
import { service } from '../src/service.js';

describe('performance-mode', () => {
  let harness: ServiceHarness;
  let client: Client<PerformanceModeServiceClient>;

  beforeEach(async () => {
    harness = await startHarness(service);
    client = harness.client(PerformanceModeServiceClient, { actor: { kind: 'player', id: 'p1' } });
  });

  afterEach(() => harness.stop());

  it('keeps a note and tells of it once', async () => {
    await client.setNote({ noteId: 'first', text: ' an eye ' });
    expect(await client.getNote({ noteId: 'first' })).toMatchObject({ text: 'an eye', version: 1n });
    expect(await publishedEvents(harness.broker, NoteChanged, 1)).toHaveLength(1);
  });

  it('tells a writer who comes late which version there is', async () => {
    await client.setNote({ noteId: 'race', text: 'one', expectedVersion: 0n });
    await expect(client.setNote({ noteId: 'race', text: 'two', expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { current_version: '1' },
    });
  });

  it('names what it does not have, and the field that breaks a rule', async () => {
    await expect(client.getNote({ noteId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(client.setNote({ noteId: 'Not An Id', text: 'x' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { field: 'note_id' },
    });
  });
});
