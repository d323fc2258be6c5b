import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { createRedis, RedisStore } from '@bodybroker/storage';
import { systemClock } from '@bodybroker/domain';
import { startHarness } from '@bodybroker/testing';
import { TimeManagerServiceClient, HourPassed, SeasonChanged } from '@bodybroker/contracts-time-manager';
import { WeatherManagerServiceClient } from '@bodybroker/contracts-weather-manager';
import { service as weather } from '../src/service.js';
import { service as time } from '../../time-manager/src/service.js';
import { gameBroker } from './game-broker.js';
import { publishedEvents } from './published-events.js';

it('runs on real redis', async () => {
  const port = 20000 + Math.floor(Math.random() * 20000);
  const server = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', mkdtempSync(join(tmpdir(), 'r-'))]);
  await delay(800);
  const redis = createRedis([`redis://127.0.0.1:${port}`], { onEvent: () => undefined } as never);
  const broker = gameBroker();
  const identity = { actor: { kind: 'admin', id: 'x' } } as const;
  const t = await startHarness(time, { clock: systemClock, broker, store: new RedisStore('time-manager', redis, { clock: systemClock }) });
  const w = await startHarness(weather, { clock: systemClock, broker, contentPath: join(__dirname, '../content/'), environment: { BB_SYNC_MS: '60000' }, store: new RedisStore('weather-manager', redis, { clock: systemClock }) });
  const tc = t.client(TimeManagerServiceClient, identity);
  const wc = w.client(WeatherManagerServiceClient, identity);
  await delay(300);
  const t0 = performance.now();
  await tc.advanceTime({ to: { oneofKind: 'byGms', byGms: 240n * 3_600_000n } }, { idempotencyKey: 'a' });
  await publishedEvents(broker, HourPassed, 240);
  console.log('240 h told', performance.now() - t0);
  for (;;) {
    const { weather: all } = await wc.listWeather({});
    if (all.every((x) => Number(x.untilGms) === 249 * 3_600_000)) break;
    if (performance.now() - t0 > 20000) throw new Error(String(all.map((x) => Number(x.untilGms) / 3_600_000)));
    await delay(50);
  }
  console.log('weather there', performance.now() - t0);
  await tc.advanceTime({ to: { oneofKind: 'byGms', byGms: 360n * 24n * 3_600_000n } }, { idempotencyKey: 'b' });
  await publishedEvents(broker, SeasonChanged, 4);
  const t1 = performance.now();
  for (;;) {
    const { weather: all } = await wc.listWeather({});
    if (all.every((x) => Number(x.untilGms) === (249 + 8640) * 3_600_000)) break;
    if (performance.now() - t1 > 20000) throw new Error(String(all.map((x) => Number(x.untilGms) / 3_600_000)));
    await delay(50);
  }
  console.log('a year', performance.now() - t1);
  const h = await wc.getHistory({ regionId: 'ash-ward', pageSize: 200 });
  expect(h.records).toHaveLength(200);
  await tc.scheduleEvent({ id: 'x', type: 't', timing: { oneofKind: 'cron', cron: '* * * * *' }, catchUp: 1 });
  expect((await tc.listScheduledEvents({})).scheduled).toHaveLength(1);
  await Promise.all([t.stop(), w.stop()]);
  await redis.close();
  server.kill();
}, 60000);
