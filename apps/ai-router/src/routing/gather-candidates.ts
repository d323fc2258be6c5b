import type { Deps } from '../deps.js';
import type { Candidate, Circumstances } from '../domain/candidate.js';
import type { RouteCriteria } from '../domain/route-criteria.js';
import type { Target } from '../domain/target.js';
import { settingsOf, type TargetSettingsRecords } from '../storage/target-settings.js';

type Sources = Pick<
  Deps,
  | 'catalogue'
  | 'capabilities'
  | 'targetSettings'
  | 'stats'
  | 'uses'
  | 'mode'
  | 'consent'
  | 'spending'
  | 'clock'
  | 'dailyCapMicros'
>;

/** Everything a choice is made from. */
export interface Gathered {
  readonly candidates: readonly Candidate[];
  readonly around: Circumstances;
}

/** Looks up how each target stands, and what holds for the player. @throws DomainError INVALID_ARGUMENT BAD_CONDITION */
export async function gatherCandidates(deps: Sources, criteria: RouteCriteria): Promise<Gathered> {
  const targets = await deps.catalogue.current();
  const settings = deps.targetSettings.records;
  const [fits, stats, uses, around] = await Promise.all([
    deps.capabilities.fits(targets, criteria.requirements),
    deps.stats.of(targets.map(({ modelRef }) => modelRef)),
    Promise.all(targets.map(({ modelRef }) => useOf(deps, settings, modelRef))),
    circumstances(deps, criteria, targets),
  ]);
  const candidates = targets.flatMap((target, index): readonly Candidate[] => {
    const [fit, stat, use] = [fits[index], stats[index], uses[index]];
    if (fit === undefined || stat === undefined || use === undefined) return [];
    const isDrained = settingsOf(settings, target.modelRef).value.state === 'DRAINED';
    return [{ target, isDrained, stats: stat, use, ...fit }];
  });
  return { candidates, around };
}

async function useOf({ uses }: Sources, settings: TargetSettingsRecords, modelRef: string): Promise<Candidate['use']> {
  const { requestLimit, tokenLimit } = settingsOf(settings, modelRef).value;
  // Where there is no limit there is nothing to look up.
  const used = requestLimit + tokenLimit === 0 ? { requests: 0, tokens: 0 } : await uses.of(modelRef);
  return { ...used, requestLimit, tokenLimit };
}

async function circumstances(
  { mode: serverMode, consent, spending, clock, dailyCapMicros }: Sources,
  { playerId, privacy }: RouteCriteria,
  targets: readonly Target[],
): Promise<Circumstances> {
  // Nobody is asked where it makes no difference.
  const asksConsent = playerId !== undefined && privacy === 'ANY' && targets.some(({ isLocal }) => !isLocal);
  const asksSpending =
    playerId !== undefined && targets.some(({ price }) => price.outputMicrosPerMtok + price.inputMicrosPerMtok > 0);
  const [mode, isRemoteAllowed, spentMicros] = await Promise.all([
    serverMode.current(),
    asksConsent ? consent.of(playerId) : true,
    asksSpending ? spending.today(playerId) : 0,
  ]);
  return { nowMs: clock.now(), mode, isRemoteAllowed, isBudgetSpent: asksSpending && spentMicros >= dailyCapMicros };
}
