import type { Clock } from '@bodybroker/domain';
import type { Worker } from '@bodybroker/service-kit';
import type { Logger } from '@bodybroker/telemetry';
import type { ErrandRunner } from '../peers/errand-runner.js';
import type { Errands } from '../storage/errands.js';

export interface RunErrandsOptions {
  readonly errands: Errands;
  readonly runner: Pick<ErrandRunner, 'run'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How soon an errand is found that nobody told this process of: ms. */
const POLL_MS = 3000;

/** Does what beats want of other services: at once when told of it, and again until it is done. */
export function runErrands({ errands, runner, clock, logger }: RunErrandsOptions): {
  readonly worker: Worker;
  /** A shard has new errands. */
  readonly notice: (shard: number) => void;
} {
  const noticed = new Set<number>();
  let wake: () => void = () => undefined;
  const doErrand: Parameters<Errands['run']>[0] = (errand, signal) => runner.run(errand, signal);
  const onError = (error: unknown): void => logger.warn('errands could not be done', { error });
  const runNoticed = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const [shard] = noticed;
      if (shard === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      noticed.delete(shard);
      await errands.runShard(shard, doErrand, { clock, signal, onError }).catch(onError);
    }
  };
  return {
    notice: (shard) => {
      noticed.add(shard);
      wake();
    },
    worker: {
      name: 'run-errands',
      run: async (signal) => {
        signal.addEventListener('abort', () => wake(), { once: true });
        await Promise.all([runNoticed(signal), errands.run(doErrand, { clock, signal, onError, pollMs: POLL_MS })]);
      },
    },
  };
}
