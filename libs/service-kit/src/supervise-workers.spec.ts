import { noLogger, type LogFields, type Logger } from '@bodybroker/telemetry';
import { ContentError } from './content-error.js';
import { superviseWorkers } from './supervise-workers.js';

describe('superviseWorkers', () => {
  it('starts a worker again after it failed, and says so', async () => {
    const logged: LogFields[] = [];
    const logger: Logger = { ...noLogger, error: (_message, fields = {}) => void logged.push(fields) };
    const running = Promise.withResolvers<void>();
    let starts = 0;
    const workers = superviseWorkers(
      [
        {
          name: 'ticker',
          run: (signal) => {
            starts += 1;
            if (starts === 1) return Promise.reject(new Error('lost the lease'));
            running.resolve();
            return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
          },
        },
      ],
      logger,
    );
    await running.promise;
    expect(logged).toEqual([{ worker: 'ticker', pauseMs: 100, error: new Error('lost the lease') }]);
    await workers.stop();
    expect(starts).toBe(2);
  });

  it('tells of bad content instead of starting the worker again', async () => {
    const bad = new ContentError('ink/x.ink', 'does not compile');
    let starts = 0;
    const run = () => {
      starts += 1;
      return Promise.reject(bad);
    };
    const workers = superviseWorkers([{ name: 'publish-content', run }], noLogger);
    await expect(workers.badContent).resolves.toBe(bad);
    await workers.stop();
    expect(starts).toBe(1);
  });

  it('waits at stop until a worker has put its tools down', async () => {
    const done = Promise.withResolvers<void>();
    let stopped = false;
    const workers = superviseWorkers([{ name: 'slow', run: () => done.promise }], noLogger);
    const stopping = workers.stop().then(() => (stopped = true));
    await Promise.resolve();
    expect(stopped).toBe(false);
    done.resolve();
    await stopping;
  });
});
