import type { Sleep } from '@bodybroker/domain';
import { noLogger, type LogFields } from '@bodybroker/telemetry';
import { ContentError } from './content-error.js';
import { publishShipped } from './publish-shipped.js';

describe('what ships with a service', () => {
  const stop = new AbortController();
  const logged: LogFields[] = [];
  const pauses: number[] = [];
  const options = {
    logger: { ...noLogger, warn: (_message: string, fields: LogFields = {}) => void logged.push(fields) },
    sleep: ((ms) => {
      pauses.push(ms);
      return Promise.resolve();
    }) satisfies Sleep,
  };

  it('is published when the store takes it; the service is not ready before', async () => {
    const down = new Error('the store is down');
    const isPublished = Promise.withResolvers<void>();
    const answers = [() => Promise.reject(down), () => Promise.reject(down), () => Promise.resolve()];
    let calls = 0;
    const publish = async (): Promise<void> => {
      await expect(healthCheck.check(stop.signal)).rejects.toThrow('the quests are not published yet');
      await answers[calls++]?.();
      isPublished.resolve();
    };
    const { worker, healthCheck } = publishShipped('the quests', publish, options);
    const running = worker.run(stop.signal);
    await isPublished.promise;
    await Promise.resolve();
    await expect(healthCheck.check(stop.signal)).resolves.toBeUndefined();
    expect(calls).toBe(3);
    expect(pauses).toEqual([500, 500]);
    expect(logged).toEqual([
      { what: 'the quests', error: down },
      { what: 'the quests', error: down },
    ]);
    stop.abort();
    await expect(running).resolves.toBeUndefined();
  });

  it('is not tried again when it is bad: the worker says so', async () => {
    const bad = new ContentError('ink/x.ink', 'does not compile');
    const { worker, healthCheck } = publishShipped('the stories', () => Promise.reject(bad), options);
    await expect(worker.run(new AbortController().signal)).rejects.toBe(bad);
    await expect(healthCheck.check(stop.signal)).rejects.toThrow('the stories are not published yet');
  });
});
