import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LlmStreamChunk } from '@bodybroker/contracts-ai-integration';
import { ArcStatus, BeatKind, NarrationStyle, StoryTellerServiceClient } from '@bodybroker/contracts-story-teller';
import { ContentFolder } from '@bodybroker/service-kit';
import { loadCompiledInk } from '../src/content/load-compiled-ink.js';
import { compileInk } from '../src/ink/compile-ink.js';
import { once, refused, SHIPPED_BEATS, StoryRig } from './story-rig.js';

describe('writing stories', () => {
  let rig: StoryRig;
  beforeAll(async () => {
    rig = await StoryRig.start();
  });
  afterAll(async () => {
    await rig.stop();
  });

  it('ships three arcs without a fault, every beat of which can run', async () => {
    const { beats } = await rig.admin.listBeats({ pageSize: 200 });
    expect(beats.length).toBeGreaterThanOrEqual(SHIPPED_BEATS);
    for (const arcId of ['the-missing-page', 'house-of-veyl', 'bloodrain']) {
      expect(await rig.admin.validateStory({ arcId })).toEqual({ arcId, errors: [], unreachableBeatIds: [] });
    }
  });

  it('ships every script compiled as it is (else: node apps/story-teller/compile-ink.mjs)', async () => {
    const folder = join(__dirname, '../content');
    const compiled = loadCompiledInk(new ContentFolder(folder));
    const stale: string[] = [];
    for (const name of readdirSync(join(folder, 'ink'))) {
      const source = readFileSync(join(folder, 'ink', name), 'utf8');
      if (compiled(source) !== (await compileInk(source))) stale.push(name);
    }
    expect(stale).toEqual([]);
  });

  it('tells every shipped beat to its end, whatever is chosen', async () => {
    const { beats } = await rig.admin.listBeats({ pageSize: 200 });
    for (const { id, telling, namedEffects } of beats) {
      if (telling.oneofKind !== 'inkSource') continue;
      const tags = new Set<string>();
      await rig.ink('trial', telling.inkSource);
      for (let first = 0; first < 4; first += 1) {
        let run = await rig.start(`t${first}`, 'trial');
        for (const tag of run.tags) tags.add(tag);
        while (run.choices.length > 0 && run.turn < 10) {
          const choiceIndex = Math.min(first, run.choices.length - 1);
          run = await rig.player(`t${first}`).chooseOption({ beatRunId: run.id, choiceIndex, expectedTurn: run.turn });
          expect(run.text).not.toEqual([]);
          for (const tag of run.tags) tags.add(tag);
        }
        expect(run.choices).toEqual([]);
        await rig.player(`t${first}`).endBeat({ beatRunId: run.id });
      }
      const effects = [...tags].flatMap((tag) => /^effect: (.*)$/.exec(tag)?.[1] ?? []).sort();
      expect([id, effects]).toEqual([id, Object.keys(namedEffects).sort()]);
      const other = [...tags].filter(
        (tag) => !/^(effect: .*|gore|phobia\.(needles|eyes|insects|drowning|confinement))$/.test(tag),
      );
      expect([id, other]).toEqual([id, []]);
    }
  }, 60_000);

  it('shows players an arc, not how it ends, and no beats', async () => {
    const arc = await rig.player('ann').getArc({ arcId: 'bloodrain' });
    expect(arc).toMatchObject({ title: 'Bloodrain', acts: [], endings: [], start: '' });
    expect((await rig.admin.getArc({ arcId: 'bloodrain' })).acts).toHaveLength(3);
    await expect(rig.player('ann').listBeats({})).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(rig.player('ann').getArc({ arcId: 'no-arc' })).rejects.toEqual(refused('ARC_NOT_FOUND'));
    const { arcs } = await rig.player('ann').listArcs({ pageSize: 2 });
    expect(arcs.map(({ acts }) => acts)).toEqual([[], []]);
  });

  it('refuses broken ink with its line, and broken conditions with their place', async () => {
    await expect(rig.ink('bad', 'Hello.\n* [x] -> nowhere\nMore { broken\n')).rejects.toEqual(
      refused('BAD_INK', { line: expect.stringMatching(/^[23]$/) as string }),
    );
    await expect(rig.ink('bad', 'INCLUDE other.ink\n')).rejects.toEqual(refused('BAD_INK'));
    await expect(rig.beat('bad', { conditions: ['true', 'tension >'] })).rejects.toEqual(
      refused('BAD_CONDITION', { field: 'beat.conditions[1]' }),
    );
    await expect(rig.beat('bad', { kind: 99 as BeatKind })).rejects.toEqual(refused('ENUM_UNSPECIFIED'));
    await expect(rig.beat('bad', { telling: { oneofKind: undefined } })).rejects.toEqual(refused('FIELD_REQUIRED'));
    await expect(rig.beat('bad', { effects: { actId: 'x' } })).rejects.toEqual(refused('BEAT_WITHOUT_ARC'));
    const acts = [{ id: 'a', beatIds: ['x'] }];
    const endings = [{ id: 'e', condition: 'true' }];
    await expect(rig.arc({ id: 'bad', acts, endings, start: 'nonsense' })).rejects.toEqual(
      refused('BAD_CONDITION', { field: 'arc.start' }),
    );
    await expect(rig.arc({ id: 'bad', acts: [...acts, ...acts], endings })).rejects.toEqual(refused('DUPLICATE_ID'));
    await expect(rig.player('ann').upsertBeat({ beat: { id: 'x' } })).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('keeps versions', async () => {
    const first = await rig.beat('versioned');
    expect(first.version).toBe(1n);
    const beat = { ...first, title: 'Other' };
    expect((await rig.admin.upsertBeat({ beat, expectedVersion: 1n })).version).toBe(2n);
    await expect(rig.admin.upsertBeat({ beat, expectedVersion: 1n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await expect(rig.admin.upsertBeat({ beat, expectedVersion: 0n })).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
    });
  });

  it('finds what is wrong with a story', async () => {
    await rig.beat('never', { arcId: 'broken', conditions: ['false'] });
    await rig.beat('after-never', { arcId: 'broken', conditions: ['"never" in seen'] });
    await rig.beat('stray', { arcId: 'broken' });
    await rig.beat('lost', { arcId: 'broken', effects: { endingId: 'none' } });
    await rig.arc({
      id: 'broken',
      start: 'false',
      acts: [
        { id: 'one', beatIds: ['never', 'after-never', 'missing'] },
        { id: 'two', beatIds: ['lost'] },
      ],
      endings: [{ id: 'e' }],
    });
    const { errors, unreachableBeatIds } = await rig.admin.validateStory({ arcId: 'broken' });
    expect(errors.map(({ reason }) => reason).sort()).toEqual(['BEAT_MISSING', 'ENDING_MISSING', 'NO_ENDING']);
    expect(unreachableBeatIds).toEqual(['after-never', 'lost', 'never', 'stray']);
  });

  it('records events and qualities once for each key, and for services only', async () => {
    const request = {
      playerId: 'kim',
      type: 'quest.claimed',
      weight: 20,
      text: 'First Cut: done,\nand paid for.',
      refs: ['first-cut'],
    };
    const key = once();
    const entry = await rig.saga.recordStoryEvent(request, key);
    expect(entry).toMatchObject({ type: 'quest.claimed', text: 'First Cut: done, and paid for.', refs: ['first-cut'] });
    expect(await rig.saga.recordStoryEvent(request, key)).toEqual(entry);
    expect((await rig.player('kim').getStoryState({ playerId: 'kim' })).tension).toBe(20);
    await expect(rig.saga.recordStoryEvent({ ...request, weight: 21 }, key)).rejects.toEqual(
      refused('IDEMPOTENCY_KEY_REUSED'),
    );
    await expect(rig.saga.recordStoryEvent({ ...request, weight: 101 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(rig.player('kim').recordStoryEvent(request)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    const quality = { playerId: 'kim', name: 'nerve', change: { oneofKind: 'delta', delta: 4 } } as const;
    const again = once();
    expect(await rig.saga.adjustQuality(quality, again)).toEqual({ playerId: 'kim', name: 'nerve', value: 4 });
    expect((await rig.saga.adjustQuality(quality, again)).value).toBe(4);
    expect((await rig.saga.adjustQuality(quality, once())).value).toBe(8);
    await expect(rig.saga.adjustQuality({ playerId: 'kim', name: 'nerve' }, once())).rejects.toEqual(
      refused('FIELD_REQUIRED'),
    );
  });

  it('pages the chronicle from the newest back', async () => {
    for (let n = 1; n <= 5; n += 1) await rig.saga.recordStoryEvent({ playerId: 'lou', type: 'x', text: `n${n}` });
    const lou = rig.player('lou');
    const first = await lou.getChronicle({ playerId: 'lou', pageSize: 3 });
    expect(first.entries.map(({ text }) => text)).toEqual(['n5', 'n4', 'n3']);
    const second = await lou.getChronicle({ playerId: 'lou', pageSize: 3, pageToken: first.nextPageToken });
    expect([second.entries.map(({ text }) => text), second.nextPageToken]).toEqual([['n2', 'n1'], '']);
    await expect(rig.player('max').getChronicle({ playerId: 'max', pageToken: first.nextPageToken })).rejects.toEqual(
      refused('BAD_PAGE_TOKEN'),
    );
    expect(await rig.player('max').summarizeChronicle({ playerId: 'max' })).toEqual({ text: '', entries: 0 });
  });

  it('says nothing of worlds that are not there', async () => {
    const lost = rig.harness.client(StoryTellerServiceClient, {
      actor: { kind: 'player', id: 'ann' },
      worldId: 'nowhere',
    });
    await expect(lost.getStoryState({ playerId: 'ann' })).rejects.toEqual(refused('WORLD_NOT_FOUND'));
    const { arcs, tension } = await rig.player('new').getStoryState({ playerId: 'new' });
    expect([arcs.every(({ status }) => status === ArcStatus.DORMANT || status === ArcStatus.ACTIVE), tension]).toEqual([
      true,
      0,
    ]);
  });

  describe('told anew', () => {
    const narrate = async (player: string, style: NarrationStyle): Promise<LlmStreamChunk[]> => {
      const { activeBeat } = await rig.player(player).getStoryState({ playerId: player });
      const chunks: LlmStreamChunk[] = [];
      const request = { beatRunId: activeBeat?.id ?? '', style };
      for await (const chunk of rig.player(player).narrateBeat(request)) chunks.push(chunk);
      return chunks;
    };
    const textOf = (chunks: readonly LlmStreamChunk[]): string =>
      chunks.map(({ chunk }) => (chunk.oneofKind === 'delta' ? chunk.delta.text : '')).join('');

    beforeAll(async () => {
      await rig.beat('told', {
        kind: BeatKind.SCENE,
        telling: { oneofKind: 'text', text: 'It rains. It goes on.\n\nYou wait.' },
      });
      await rig.start('nat', 'told');
    });

    it('in its own words without a model: numbered pieces, then one end', async () => {
      const chunks = await narrate('nat', NarrationStyle.UNSPECIFIED);
      expect(chunks.map(({ sequence }) => Number(sequence))).toEqual(chunks.map((_, at) => at));
      const text = 'It rains. It goes on.\n\nYou wait.';
      expect(textOf(chunks)).toBe(text);
      const textSha256 = createHash('sha256').update(text).digest('hex');
      expect(chunks.at(-1)?.chunk).toMatchObject({ oneofKind: 'done', done: { provider: 'embedded', textSha256 } });
      expect(textOf(await narrate('nat', NarrationStyle.TERSE))).toBe('It rains. You wait.');
      await expect(narrate('nat', 77 as NarrationStyle)).rejects.toEqual(refused('ENUM_UNSPECIFIED'));
    });

    it('by a model as it comes, and in its own words when the model fails at once', async () => {
      const delta = LlmStreamChunk.create({
        streamId: 's',
        sequence: 0n,
        chunk: { oneofKind: 'delta', delta: { text: 'Rain.' } },
      });
      const done = LlmStreamChunk.create({
        streamId: 's',
        sequence: 1n,
        chunk: { oneofKind: 'done', done: { provider: 'remote', finishReason: 1, modelRef: 'm', textSha256: '' } },
      });
      rig.peers.model = [delta, done];
      expect(textOf(await narrate('nat', NarrationStyle.NOIR))).toBe('Rain.');
      rig.peers.model = [
        LlmStreamChunk.create({
          chunk: { oneofKind: 'failure', failure: { reason: 'X', message: '', partial: false } },
        }),
      ];
      expect(textOf(await narrate('nat', NarrationStyle.GOTHIC))).toContain('It goes on.');
      rig.peers.model = [];
    });
  });
});
