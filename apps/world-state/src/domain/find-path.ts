import { failedPrecondition } from '@bodybroker/domain';
import type { Exit } from './things.js';
import type { WorldView } from './world-model.js';

export interface Step {
  readonly from: string;
  readonly to: string;
  readonly travelGms: number;
}

/** Whether an exit lets one through. */
export type IsOpen = (exit: Exit) => boolean;

/**
 * The cheapest way along open exits, by Dijkstra's algorithm. Of two that cost the same the one found first stays.
 * @throws DomainError FAILED_PRECONDITION EXIT_BLOCKED {exit} when a locked exit is all that is in the way, NO_PATH when there is no way
 */
export function findPath(world: WorldView, from: string, to: string, isOpen: IsOpen): readonly Step[] {
  const path = cheapest(world, from, to, isOpen);
  if (path !== undefined) return path;
  const throughLocks = cheapest(world, from, to, () => true);
  if (throughLocks === undefined) throw noPath(from, to);
  const locked = throughLocks.find((step) => {
    const exit = world.get('location', step.from)?.value.exits.find((each) => each.to === step.to);
    return exit !== undefined && !isOpen(exit);
  });
  throw exitBlocked(locked?.from ?? from, locked?.to ?? to);
}

export function noPath(from: string, to: string): Error {
  return failedPrecondition('NO_PATH', `no way leads from ${from} to ${to}`, { from, to });
}

export function exitBlocked(from: string, to: string, lockedText = ''): Error {
  const message = lockedText === '' ? `the way from ${from} to ${to} is locked` : lockedText;
  return failedPrecondition('EXIT_BLOCKED', message, { exit: `${from}->${to}`, from, to });
}

function cheapest(world: WorldView, from: string, to: string, isOpen: IsOpen): readonly Step[] | undefined {
  const costs = new Map([[from, 0]]);
  const arrivedBy = new Map<string, Step>();
  const open = new Set([from]);
  const done = new Set<string>();
  for (let here = nearest(open, costs); here !== undefined; here = nearest(open, costs)) {
    if (here === to) return stepsTo(to, arrivedBy);
    open.delete(here);
    done.add(here);
    for (const exit of world.get('location', here)?.value.exits ?? []) {
      if (done.has(exit.to) || !isOpen(exit)) continue;
      const cost = (costs.get(here) ?? 0) + exit.travelGms;
      if (cost >= (costs.get(exit.to) ?? Infinity)) continue;
      costs.set(exit.to, cost);
      arrivedBy.set(exit.to, { from: here, to: exit.to, travelGms: exit.travelGms });
      open.add(exit.to);
    }
  }
  return undefined;
}

/** A look through the open ones is quick enough: a world has a few dozen at a time, 5000 places at most. */
function nearest(open: ReadonlySet<string>, costs: ReadonlyMap<string, number>): string | undefined {
  let best: string | undefined;
  let bestCost = Infinity;
  for (const id of open) {
    const cost = costs.get(id) ?? Infinity;
    if (cost < bestCost) [best, bestCost] = [id, cost];
  }
  return best;
}

function stepsTo(to: string, arrivedBy: ReadonlyMap<string, Step>): readonly Step[] {
  const steps: Step[] = [];
  for (let step = arrivedBy.get(to); step !== undefined; step = arrivedBy.get(step.from)) steps.unshift(step);
  return steps;
}
