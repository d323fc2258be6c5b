import type { Deps } from '../deps.js';
import { NO_STATS } from '../domain/target-stats.js';
import type { Target } from '../domain/target.js';
import type { TargetStanding } from '../mapping/to-target-message.js';
import { settingsOf } from '../storage/target-settings.js';

/** How targets stand now, in their order. */
export async function standingsOf(
  { stats, uses, targetSettings }: Deps,
  targets: readonly Target[],
): Promise<readonly TargetStanding[]> {
  const settings = targetSettings.records;
  const known = await stats.of(targets.map(({ modelRef }) => modelRef));
  return Promise.all(
    targets.map(async (target, index) => ({
      target,
      stats: known[index] ?? NO_STATS,
      used: await uses.of(target.modelRef),
      settings: settingsOf(settings, target.modelRef),
    })),
  );
}
