import { natsServerVersion } from '@bodybroker/test-servers';
import { bodySizes } from './bodies/body-sizes.js';
import { measureRounds, type RoundOptions } from './measure/measure-rounds.js';
import { measureStreams } from './measure/measure-streams.js';
import type { Results } from './report/results.js';
import { machineFacts, versionsOf } from './report/versions.js';
import { openStand, WORKSPACE_ROOT } from './stand/bench-stand.js';
import type { CleanUp } from './stand/clean-up.js';
import { isHealedBy } from './stand/is-healed-by.js';
import { startOwnPaths } from './stand/start-own-paths.js';
import { startPeers } from './stand/start-peers.js';
import { startTracedPaths } from './stand/start-traced-paths.js';
import type { Subject } from './stand/subject.js';

export interface BenchOptions extends RoundOptions {
  /** `guarded`: what has floors, and no more. `own`: our own paths. `all`: the peers too. */
  readonly paths: 'guarded' | 'own' | 'all';
}

/** Starts everything, measures it in turn and stops it. The caller runs `cleanUp` if this is interrupted. */
export async function runBench(options: BenchOptions, cleanUp: CleanUp): Promise<Results> {
  const { rounds, seconds, inFlight, ratePerSecond, onProgress, paths } = options;
  onProgress('starting');
  try {
    const stand = await openStand(cleanUp);
    const own = await startOwnPaths(stand, paths === 'guarded' ? 'guarded' : 'all');
    const traced = paths === 'guarded' ? [] : await startTracedPaths(stand);
    const peers = paths === 'all' ? await startPeers(stand, onProgress) : [];
    const subjects = [...own.subjects, ...traced, ...peers];
    await checkAnswers(subjects);
    const measurements = await measureRounds(subjects, options);
    const streams = paths === 'guarded' ? undefined : await measureStreams(own, stand, options);
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: machineFacts(),
      versions: versionsOf(WORKSPACE_ROOT, await natsServerVersion(), { withPeers: paths === 'all' }),
      settings: { rounds, seconds, inFlight, ratePerSecond },
      measurements,
      ...(streams && { streams }),
      bodies: bodySizes(WORKSPACE_ROOT),
    };
  } finally {
    onProgress('stopping');
    await cleanUp.run();
  }
}

/** A path that answers something else, and fast, must not be compared with one that does the work. */
async function checkAnswers(subjects: readonly Subject[]): Promise<void> {
  for (const { name, target } of subjects) {
    if (target !== undefined && !(await isHealedBy(target))) throw new Error(`${name} answers something else`);
  }
}
