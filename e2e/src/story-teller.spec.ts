import { Api, newKey, type Player } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse } from './sse.js';
import { startStack, type Stack } from './stack.js';

const { api, url } = sharedStack();
const HOUR = 3_600_000;

const FORK = `
Rain on the slate.
* [Left] You go left, to house number {RANDOM(1, 10000)}.
  ** [On] On, to number {RANDOM(1, 10000)}. -> END
  ** [Back] Back. -> END
* [Right] You go right. -> END
`;

let names = 0;
const unique = (name: string): string => `${name}-${newKey().slice(-10).toLowerCase()}-${(names += 1)}`;

const ready = (of: Api, admin: string): Promise<unknown> =>
  eventually(async () => {
    const { body } = await of.get('/v1/story-arcs', { token: admin });
    expect(body.arcs).toHaveLength(3);
  }, 20_000);

/** What a player does with stories, through one gateway. */
class Teller {
  readonly #api: Api;
  readonly #player: Player;

  constructor(of: Api, player: Player) {
    this.#api = of;
    this.#player = player;
  }

  get #token() {
    return { token: this.#player.token };
  }

  async mine(path: string) {
    const { status, body } = await this.#api.get(`/v1/players/${this.#player.id}/${path}`, this.#token);
    expect(status).toBe(200);
    return body;
  }

  start(beatId: string, idempotencyKey = newKey()) {
    return this.#api.post(`/v1/players/${this.#player.id}/beat-runs`, { beatId }, { ...this.#token, idempotencyKey });
  }

  choose(runId: string, choiceIndex: number, expectedTurn: number) {
    return this.#api.post(`/v1/beat-runs/${runId}:choose`, { choiceIndex, expectedTurn }, this.#token);
  }

  end(runId: string) {
    return this.#api.post(`/v1/beat-runs/${runId}:end`, {}, this.#token);
  }

  /** Which of these beats are offered, in order. */
  async offered(...beatIds: readonly string[]): Promise<readonly string[]> {
    const { candidates = [] } = await this.mine('story:select?limit=50');
    return candidates.map((each: { beatId: string }) => each.beatId).filter((id: string) => beatIds.includes(id));
  }
}

describe('story-teller, through the gateway', () => {
  let admin = '';
  beforeAll(async () => {
    admin = await api.adminToken();
    await ready(api, admin);
  }, 40_000);

  const write = async (id: string, beat: object): Promise<void> => {
    const body = { beat: { title: id, kind: 'BEAT_KIND_STORYLET', text: `${id}.`, ...beat } };
    expect((await api.put(`/v1/story-beats/${id}`, body, { token: admin })).status).toBe(200);
  };

  it('chooses the beat for which the most was true, and next time the other', async () => {
    const player = await api.player();
    const teller = new Teller(api, player);
    const [fits, always] = [unique('fits'), unique('always')];
    // Of this player only: others share the world.
    await api.post(
      `/v1/players/${player.id}/story-qualities/${fits}:adjust`,
      { set: 3 },
      { token: admin, idempotencyKey: newKey() },
    );
    await write(fits, { conditions: [`qualities["${fits}"] > 0`, `qualities["${fits}"] == 3`, 'tension < 100'] });
    await write(always, { conditions: ['true'] });
    expect(await teller.offered(fits, always)).toEqual([fits, always]);
    const { body: run } = await teller.start(fits);
    expect((await teller.end(run.id)).status).toBe(200);
    expect(await teller.offered(fits, always)).toEqual([always, fits]);
  });

  it('offers no horror from the peak of tension until the rest is over', async () => {
    const player = await api.player();
    const teller = new Teller(api, player);
    const [horror, calm] = [unique('horror'), unique('calm')];
    await write(horror, { intensity: 60 });
    await write(calm, { intensity: -10 });
    const scare = { type: 'e2e.scare', weight: 95, text: 'Something moved.' };
    expect((await api.post(`/v1/players/${player.id}/story:record`, scare, { token: admin })).status).toBe(200);
    const phases: string[] = [];
    const look = async (): Promise<string> => {
      const { pacing } = await teller.mine('story');
      const phase = String(pacing.phase).replace('PACING_PHASE_', '');
      phases.push(phase);
      const mayFrighten = phase === 'BUILD_UP' || phase === 'SUSTAIN';
      expect([phase, (await teller.offered(horror, calm)).includes(horror)]).toEqual([phase, mayFrighten]);
      return phase;
    };
    expect(await look()).toBe('SUSTAIN');
    for (let hours = 0; hours < 8 && phases.at(-1) !== 'BUILD_UP'; hours += 1) {
      const before = JSON.stringify(await teller.mine('story'));
      const hour = { byGms: String(HOUR) };
      await api.post('/v1/worlds/main/time:advance', hour, { token: admin, idempotencyKey: newKey() });
      await eventually(async () => expect(JSON.stringify(await teller.mine('story'))).not.toBe(before), 10_000);
      await look();
    }
    expect(phases).toEqual(expect.arrayContaining(['SUSTAIN', 'FADE', 'BUILD_UP']));
  }, 60_000);

  it('refuses broken ink with its line', async () => {
    const beat = { title: 'Broken', kind: 'BEAT_KIND_SCENE', inkSource: 'Hello.\n\nThere is { a fault.\n' };
    const { status, body } = await api.put(`/v1/story-beats/${unique('broken')}`, { beat }, { token: admin });
    expect(status).toBe(400);
    expect(body).toMatchObject({ reason: 'BAD_INK', details: { line: '3' } });
  });

  it('keeps a chronicle of choices in order, and its recap names the arc', async () => {
    const player = await api.player();
    const teller = new Teller(api, player);
    const [arcId, beatId] = [unique('arc'), unique('beat')];
    await write(beatId, { arcId, text: undefined, inkSource: FORK });
    const arc = {
      title: `The Tale of ${arcId}`,
      start: `qualities["${arcId}"] == 1`,
      acts: [{ id: 'one', beatIds: [beatId] }],
      endings: [{ id: 'end', title: 'The end', condition: `qualities["${arcId}"] == 2` }],
    };
    expect((await api.put(`/v1/story-arcs/${arcId}`, { arc }, { token: admin })).status).toBe(200);
    const quality = `/v1/players/${player.id}/story-qualities/${arcId}:adjust`;
    await api.post(quality, { set: 1 }, { token: admin, idempotencyKey: newKey() });
    const { body: run } = await teller.start(beatId);
    expect((await teller.start(beatId)).body).toMatchObject({
      reason: 'BEAT_ACTIVE',
      details: { beat_run_id: run.id },
    });
    await teller.choose(run.id, 0, 0);
    expect((await teller.choose(run.id, 0, 0)).status).toBe(409);
    await teller.choose(run.id, 1, 1);
    await teller.end(run.id);
    const { entries } = await teller.mine('chronicle');
    const choices = entries.filter(({ type }: { type: string }) => type === 'narr.story.choice_made').reverse();
    expect(choices.map(({ text }: { text: string }) => /“(.*)”/.exec(text)?.[1])).toEqual(['Left', 'Back']);
    expect((await teller.mine('chronicle:summarize?max_words=60')).text).toContain(arc.title);
    const { body: check } = await api.get(`/v1/story-arcs/${arcId}:validate`, { token: admin });
    expect([check.errors ?? [], check.unreachableBeatIds ?? []]).toEqual([[], []]);
  });

  it('tells a beat anew, piece by piece', async () => {
    const player = await api.player();
    const beatId = unique('told');
    await write(beatId, { text: 'It rains. It goes on raining.' });
    const { body: run } = await new Teller(api, player).start(beatId);
    const frames = sse(`${url}/v1/beat-runs/${run.id}:narrate?style=NARRATION_STYLE_PLAIN`, {
      headers: { authorization: `Bearer ${player.token}` },
      signal: AbortSignal.timeout(10_000),
    });
    let text = '';
    const ends: unknown[] = [];
    for await (const { event, data } of frames) {
      if (event === 'end') break;
      text += data.delta?.text ?? '';
      if (data.done !== undefined) ends.push(data.done);
    }
    expect(text).toBe('It rains. It goes on raining.');
    expect(ends).toHaveLength(1);
  });

  it("keeps what is a player's from others", async () => {
    const [ann, bob] = [await api.player(), await api.player()];
    const { status, body } = await api.get(`/v1/players/${ann.id}/story`, { token: bob.token });
    expect([status, body.code]).toEqual([403, 'PERMISSION_DENIED']);
    expect((await api.get('/v1/story-beats', { token: bob.token })).status).toBe(403);
  });
});

describe('a story-teller that starts anew', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ services: ['auth', 'time-manager', 'settings', 'world-state', 'story-teller'] });
  }, 60_000);
  afterAll(() => stack.stop());

  it('goes on with a beat as if nothing had been', async () => {
    const own = new Api(stack.url);
    const admin = await own.adminToken();
    await ready(own, admin);
    const beat = { title: 'Fork', kind: 'BEAT_KIND_SCENE', inkSource: FORK };
    await own.put('/v1/story-beats/fork', { beat }, { token: admin });
    const [whole, broken] = [new Teller(own, await own.player()), new Teller(own, await own.player())];
    const { body: first } = await whole.start('fork');
    const { body: other } = await broken.start('fork');
    await whole.choose(first.id, 0, 0);
    await broken.choose(other.id, 0, 0);
    const { body: uninterrupted } = await whole.choose(first.id, 0, 1);
    await stack.running.find(({ name }) => name === 'story-teller')?.stop();
    await stack.add('story-teller', { BB_INSTANCE: 'story-teller-next' });
    const { status, body } = await broken.choose(other.id, 0, 1);
    expect(status).toBe(200);
    expect(body.text).toEqual(uninterrupted.text);
    expect(body.text.join(' ')).toMatch(/On, to number \d+/);
  }, 60_000);
});
