import { draw, pickWeighted } from '@bodybroker/domain';
import type { KnownInstance } from './instance.js';
import type { StickyBy, VersionSplit } from './route.js';

/** A call that wants an instance. */
export interface WantedCall {
  readonly method: string;
  /** What keeps calls together; empty: nothing. */
  readonly stickyKey: string;
  /** Instances that were tried. */
  readonly except: ReadonlySet<string>;
}

export interface ChooseOptions {
  readonly splits: readonly VersionSplit[];
  readonly satisfies: (version: string, range: string) => boolean;
  /** How long an instance takes to answer, on average: milliseconds; 0 when it has not been asked. */
  readonly latencyMs: (instanceId: string) => number;
  /** Draws in [0, 1). */
  readonly random: () => number;
}

/** The key that keeps a caller's calls together; empty when there is none. */
export function stickyKeyOf(
  stickyBy: StickyBy,
  { playerId, sessionId }: { readonly playerId: string; readonly sessionId: string },
): string {
  return stickyBy === 'PLAYER' ? playerId : stickyBy === 'SESSION' ? sessionId : '';
}

/**
 * The instance for a call: first the versions by their shares, then one of these. With a key the same caller always gets the same share and
 * the same instance (rendezvous hashing: losing one moves only those that were on it); without, the better of two drawn at random (Mitzenmacher's power
 * of two choices) by average latency times calls under way.
 * @param instances those that take calls
 */
export function chooseInstance(
  instances: readonly KnownInstance[],
  { method, stickyKey, except }: WantedCall,
  { splits, satisfies, latencyMs, random }: ChooseOptions,
): KnownInstance | undefined {
  const able = instances.filter(
    ({ instance: { methods, instanceId } }) =>
      !except.has(instanceId) && (methods.length === 0 || methods.includes(method)),
  );
  const shares = splits.flatMap(({ versionRange, weight }) => {
    const value = able.filter(({ instance }) => versionRange === '' || satisfies(instance.version, versionRange));
    return value.length === 0 || weight <= 0 ? [] : { weight, value };
  });
  if (splits.length > 0 && shares.length === 0) return undefined;
  const u = stickyKey === '' ? random() : draw('split', stickyKey);
  const candidates = splits.length === 0 ? able : pickWeighted(shares, u);
  return stickyKey === '' ? betterOfTwo(candidates, latencyMs, random) : rendezvous(candidates, stickyKey);
}

function rendezvous(candidates: readonly KnownInstance[], key: string): KnownInstance | undefined {
  const scored = candidates.map((known) => ({ known, score: draw('rendezvous', known.instance.instanceId, key) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.known;
}

function betterOfTwo(
  candidates: readonly KnownInstance[],
  latencyMs: (instanceId: string) => number,
  random: () => number,
): KnownInstance | undefined {
  const first = Math.floor(random() * candidates.length);
  const second = (first + 1 + Math.floor(random() * (candidates.length - 1))) % candidates.length;
  const cost = (known: KnownInstance): number => latencyMs(known.instance.instanceId) * (known.inFlight + 1);
  const [one, other] = [candidates[first], candidates[second]];
  if (one === undefined || other === undefined) return one;
  return cost(other) < cost(one) ? other : one;
}
