import type { Call } from './client/call.js';
import { IN_FLIGHT_CAP, NO_FREE_PLAYER, type Outcome } from './client/outcome.js';
import { Recorder } from './measure/recorder.js';
import { StreamTallies } from './measure/stream-tally.js';
import { PlayerPool } from './players/player-pool.js';
import type { Player } from './players/player.js';
import type { Scenario } from './scenarios/scenario.js';
import { Traffic } from './traffic.js';

const players = ['a', 'b'].map((id) => ({ id, token: `token-${id}` }) as Player);

function begin(order: Scenario['order'], options: { mostInFlight: number; kind?: Call['kind'] }) {
  const time = { nowMs: 0 };
  const sent: { token: string; end: (outcome: Outcome) => void; onEvent: () => void }[] = [];
  const { kind = 'unary' } = options;
  const scenario: Scenario = {
    name: 'story',
    weight: 1,
    order,
    next: () => ({ name: 'call', kind, method: 'GET', path: '/' }),
  };
  const recorder = new Recorder(0, 10_000);
  const streams = new StreamTallies();
  const traffic = new Traffic({
    client: {
      send: (_call, token, onEvent) => new Promise((end) => sent.push({ token, end, onEvent })),
    },
    recorder,
    streams,
    players: new PlayerPool(players),
    choose: () => scenario,
    now: () => time.nowMs,
    mostInFlight: options.mostInFlight,
  });
  return { traffic, recorder, streams, sent, time };
}

const never = new AbortController().signal;

describe('traffic', () => {
  it('sends with the token of each player in turn', () => {
    const { traffic, sent } = begin('any order', { mostInFlight: 10 });
    for (let n = 0; n < 3; n += 1) traffic.send(n, n);
    expect(sent.map(({ token }) => token)).toEqual(['token-a', 'token-b', 'token-a']);
  });

  it('counts what is beyond the cap as failed, and delays nothing', async () => {
    const { traffic, recorder, sent, time } = begin('any order', { mostInFlight: 2 });
    for (let n = 0; n < 5; n += 1) traffic.send(n, n);
    expect(sent).toHaveLength(2);
    expect(recorder.calls.get('story (not sent)')?.errors).toEqual(new Map([[IN_FLIGHT_CAP, 3]]));
    time.nowMs = 100;
    for (const { end } of sent) end({ kind: 'answered' });
    await traffic.drain(never);
    expect(recorder.calls.get('call')).toMatchObject({ offered: 2, answered: 2, inFlight: 0 });
    expect(traffic.inFlight).toBe(0);
    traffic.send(101, 101);
    expect(sent).toHaveLength(3);
  });

  it('says so when every player is in the middle of such a call', () => {
    const { traffic, recorder } = begin('one by one', { mostInFlight: 10 });
    for (let n = 0; n < 3; n += 1) traffic.send(n, n);
    expect(recorder.calls.get('story (not sent)')?.errors).toEqual(new Map([[NO_FREE_PLAYER, 1]]));
  });

  it('measures a stream to its first event, and counts it answered at its end', async () => {
    const { traffic, recorder, streams, sent, time } = begin('any order', { mostInFlight: 10, kind: 'stream' });
    traffic.send(0, 0);
    for (const atMs of [30, 50, 90]) {
      time.nowMs = atMs;
      sent[0]?.onEvent();
    }
    time.nowMs = 2000;
    sent[0]?.end({ kind: 'answered' });
    await traffic.drain(never);
    expect(recorder.calls.get('call')?.latency.summary()).toMatchObject({ count: 1, maxMs: expect.closeTo(30, 0) });
    const tally = [...streams.byName.values()][0];
    expect(tally).toMatchObject({ events: 3, opened: 1 });
    expect(tally?.gap.summary()).toMatchObject({ count: 2, maxMs: expect.closeTo(40, 0) });
    expect(recorder.series.rows()[2]).toMatchObject({ answered: 1 });
  });

  it('waits for what is under way until nobody wants to wait any more', async () => {
    const { traffic } = begin('any order', { mostInFlight: 10 });
    traffic.send(0, 0);
    const impatient = new AbortController();
    const drained = traffic.drain(impatient.signal);
    impatient.abort();
    await drained;
    expect(traffic.inFlight).toBe(1);
  });
});
