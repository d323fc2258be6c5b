import { startRedisServer } from '@bodybroker/test-servers';
import { createRedis, RedisStore } from '@bodybroker/storage';
import { MoveMode } from '@bodybroker/contracts-world-state';
import { createTestBroker } from '@bodybroker/testing';
import { asService, int, once, startWorld } from './world-harness.js';
jest.setTimeout(120000);
it('measures', async () => {
  const redis = await startRedisServer({ appendOnly: true });
  const mk = async (n: number, broker: any) => {
    const client = createRedis(redis.url);
    const store = new RedisStore('world-state', client, { clock: { now: () => Date.now() } });
    return { h: await startWorld({ store, broker, instance: 'ws-' + n }), client };
  };
  const out: string[] = [];
  for (const instances of [1, 2]) {
    const broker = createTestBroker();
    const all = [];
    for (let i = 0; i < instances; i++) all.push(await mk(i, broker));
    const world = asService(all[0]!.h);
    await world.getWorldSnapshot({});
    for (const [name, op] of [
      ['SetFact', (i: number) => world.setFact({ key: 'b.' + (i % 500), value: int(i) })],
      ['Move', (i: number) => world.moveEntity({ entityId: 'pip', toLocation: i % 2 ? 'gallows-inn' : 'ash-market', mode: MoveMode.PLACE })],
      ['Apply5', (i: number) => world.applyChanges({ changes: [0,1,2,3,4].map((k) => ({ edit: { oneofKind: 'setFact', setFact: { key: `a.${k}`, value: int(i) } } as const })) }, once())],
      ['GetLocation', (_i: number) => world.getLocation({ locationId: 'gallows-inn' })],
    ] as const) {
      const N = 2000;
      const lat: number[] = [];
      let next = 0, failed = 0;
      const t0 = performance.now();
      await Promise.all(Array.from({ length: 32 }, async () => {
        while (next < N) { const i = next++; const s = performance.now(); await op(i).catch((e: any) => { failed++; if (failed < 3) out.push(String(e)); }); lat.push(performance.now() - s); }
      }));
      const sat = N / ((performance.now() - t0) / 1000);
      const lat2: number[] = []; const jobs: Promise<unknown>[] = [];
      const p0 = performance.now();
      for (let i = 0; i < 1500; i++) {
        const due = p0 + i * 2;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((r) => setTimeout(r, wait));
        const s = performance.now();
        jobs.push(op(i).then(() => lat2.push(performance.now() - s), () => { failed++; }));
      }
      await Promise.all(jobs);
      const took = (performance.now() - p0) / 1000;
      lat2.sort((a, b) => a - b);
      out.push([instances, name, 'saturated/s', sat.toFixed(0), 'failed', failed, 'paced/s', (1500 / took).toFixed(0), 'p50', lat2[750]?.toFixed(1), 'p99', lat2[1485]?.toFixed(1)].join(' '));
    }
    const t = performance.now();
    let backlog = 1;
    while (backlog > 0 && performance.now() - t < 20000) { backlog = (await all[0]!.h.store.outbox.backlog()).reduce((a, b) => a + b, 0); await new Promise((r) => setTimeout(r, 50)); }
    out.push('outbox drained after ' + (performance.now() - t).toFixed(0) + ' ms');
    for (const x of all) { await x.h.stop(); await (x.client as any).close?.(); }
  }
  await redis.stop();
  console.log(out.join('\n'));
});
