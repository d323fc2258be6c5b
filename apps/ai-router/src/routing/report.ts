import type { Deps } from '../deps.js';
import { costAt, targetOf, type Target } from '../domain/target.js';
import type { Outcome } from '../domain/target-stats.js';
import type { Decision } from '../storage/decisions.js';

/** How a target did, as somebody reports it. */
export interface Report {
  /** Of whatever form; see targetOf. */
  readonly target: string;
  readonly outcome: Outcome;
  readonly promptTokens: number;
  /** What it cost, where that is known; else it is reckoned. */
  readonly costMicros?: number;
}

/** Counts a report of a decision, once for each target. Answers whether it was the first. */
export async function reportDecided(deps: Deps, decision: Decision, report: Report): Promise<boolean> {
  const target = targetOf(await deps.catalogue.current(), report.target);
  const modelRef = target?.modelRef ?? report.target;
  if (!(await deps.decisions.markReported(decision.id, modelRef))) return false;
  const { reservation } = decision;
  if (reservation?.modelRef === modelRef) {
    await deps.uses.settle(reservation, report.promptTokens + report.outcome.completionTokens);
  }
  await count(deps, target, report, { id: `${decision.id} ${modelRef}`, playerId: decision.playerId });
  return true;
}

/** Counts a report of no decision. @param id unique to it */
export async function reportUndecided(
  deps: Deps,
  report: Report,
  whose: { readonly id: string; readonly playerId: string | undefined },
): Promise<void> {
  await count(deps, targetOf(await deps.catalogue.current(), report.target), report, whose);
}

async function count(
  { stats, spending }: Deps,
  target: Target | undefined,
  { outcome, promptTokens, costMicros }: Report,
  { id, playerId }: { readonly id: string; readonly playerId: string | undefined },
): Promise<void> {
  // What is no target any more is of no interest; the embedded one is never left alone, so that its failures are not counted.
  if (target === undefined || (target.isEmbedded && !outcome.isOk)) return;
  const { modelRef } = target;
  const cost = costMicros ?? (outcome.isOk ? costAt(target, promptTokens, outcome.completionTokens) : 0);
  await Promise.all([stats.add(modelRef, outcome), spending.add({ id, playerId, modelRef, costMicros: cost })]);
}
