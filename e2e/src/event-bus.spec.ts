import { newKey } from './api.js';
import { eventually } from './eventually.js';
import { sharedStack } from './shared-stack.js';
import { sse, type Frame } from './sse.js';

const { api, url } = sharedStack();

describe('event-bus, through the gateway', () => {
  let admin = '';
  const type = `game.client.note_${newKey().slice(0, 8)}`;

  beforeAll(async () => {
    admin = await api.adminToken();
    const registered = await api.post(
      '/v1/event-types',
      {
        type,
        producer: 'e2e',
        clientPublishable: true,
        jsonSchema: {
          type: 'object',
          properties: { text: { type: 'string' } },
          required: ['text'],
          additionalProperties: false,
        },
      },
      { token: admin },
    );
    expect(registered.status).toBe(200);
  });

  const publish = (entityId: string, text: string, extra: object = {}, token = admin) =>
    api.post('/v1/events', { event: { type, entityId, json: { text }, ...extra } }, { token });

  it('replays what was published, in order', async () => {
    const texts = ['one', 'two', 'three'];
    const sequences: number[] = [];
    for (const text of texts) {
      const { status, body } = await publish('replay', text);
      expect(status).toBe(200);
      sequences.push(Number(body.sequence));
    }
    const query = new URLSearchParams({
      'filter.types': type,
      'from.from': 'START_FROM_SEQUENCE',
      'from.sequence': String(sequences[0]),
    });
    const seen: Frame['data'][] = [];
    for await (const { event, data } of sse(`${url}/v1/event-streams/GAME_EVENTS/events:replay?${query.toString()}`, {
      headers: { authorization: `Bearer ${admin}` },
      signal: AbortSignal.timeout(5000),
    })) {
      if (event === 'end') break;
      seen.push(data);
    }
    expect(seen.map((event) => event.payload.text)).toEqual(texts);
    expect(seen.map((event) => Number(event.sequence))).toEqual(sequences);
  });

  it('goes on where an SSE client that comes back has stopped', async () => {
    const first = await publish('resume', 'seen');
    await publish('resume', 'missed');
    const query = new URLSearchParams({ 'filter.types': type, 'filter.subjectPattern': `${type}.*` });
    const events = sse(`${url}/v1/events:subscribe?${query.toString()}`, {
      headers: { authorization: `Bearer ${admin}`, 'last-event-id': first.body.sequence },
      signal: AbortSignal.timeout(5000),
    });
    const { value } = await events.next();
    expect(value.data.payload).toEqual({ text: 'missed' });
    expect(value.id).toBe(value.data.sequence);
    await events.return(undefined);
  });

  it('stores one event of one id', async () => {
    const eventId = newKey();
    const first = await publish('twice', 'x', { eventId });
    const second = await publish('twice', 'x', { eventId });
    expect(second.body).toMatchObject({ duplicate: true, sequence: first.body.sequence });
  });

  it('delivers again what was not acknowledged, dead-letters it, and redrives it', async () => {
    const name = `sub-${newKey().slice(0, 8)}`;
    const created = await api.post(
      '/v1/event-subscriptions',
      {
        name,
        filter: { subjectPattern: `${type}.*` },
        start: { from: 'START_FROM_NEW' },
        ackWaitMs: 1000,
        maxDeliver: 2,
      },
      { token: admin },
    );
    expect(created.status).toBe(200);
    const { body: published } = await publish('poison', 'bitter');
    const pull = async () =>
      (await api.post(`/v1/event-subscriptions/${name}:pull`, { max: 10, waitMs: 3000 }, { token: admin })).body
        .events ?? [];
    const [first] = await pull();
    expect(first).toMatchObject({ attempt: 1, event: { eventId: published.eventId } });
    const [second] = await pull();
    expect(second).toMatchObject({ attempt: 2, event: { eventId: published.eventId } });
    const letter = await eventually(async () => {
      const { body } = await api.get('/v1/dead-letters', { token: admin });
      const found = (body.deadLetters ?? []).find(
        (l: { event?: { eventId?: string } }) => l.event?.eventId === published.eventId,
      );
      expect(found).toBeDefined();
      return found;
    }, 10_000);
    const redriven = await api.post(
      `/v1/dead-letters/${letter.sequence}:redrive`,
      {},
      { token: admin, idempotencyKey: newKey() },
    );
    expect(redriven.status).toBe(200);
    const [again] = await eventually(async () => {
      const events = await pull();
      expect(events).toHaveLength(1);
      return events;
    }, 10_000);
    expect(again.event.payload).toEqual({ text: 'bitter' });
    const acked = await api.post(
      `/v1/event-subscriptions/${name}:ack`,
      { ackTokens: [again.ackToken] },
      { token: admin },
    );
    expect(acked.body.count).toBe(1);
    expect((await api.send('DELETE', `/v1/event-subscriptions/${name}`, undefined, { token: admin })).status).toBe(200);
  }, 40_000);

  it("keeps a player from another player's events", async () => {
    const [one, other] = [await api.player(), await api.player()];
    const answer = await fetch(`${url}/v1/events:subscribe?filter.playerId=${other.id}`, {
      headers: { authorization: `Bearer ${one.token}`, accept: 'text/event-stream' },
    });
    expect(answer.status).toBe(403);
    await answer.text();
  });

  it('names the place where a payload does not fit its schema, and types it does not know', async () => {
    const misfit = await api.post('/v1/events', { event: { type, entityId: 'e', json: { txt: 1 } } }, { token: admin });
    expect(misfit.status).toBe(400);
    expect(misfit.body.reason).toBe('EVENT_SCHEMA');
    const unknown = await api.post(
      '/v1/events',
      { event: { type: 'game.no.such', entityId: 'e', json: {} } },
      { token: admin },
    );
    expect(unknown.status).toBe(404);
  });
});
