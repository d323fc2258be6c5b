import type { Deps } from '../deps.js';
import { failed, succeeded, type KnownInstance } from '../domain/instance.js';
import { instanceTold } from '../publishers/instance-told.js';
import type { InstanceId } from '../storage/instances.js';

/** Takes the outcome of a call in. A success of a healthy instance, the usual, writes nothing. */
export async function recordOutcome(
  { instances, outcomes, clock }: Deps,
  id: InstanceId,
  { ok, latencyMs }: { readonly ok: boolean; readonly latencyMs: number },
): Promise<KnownInstance> {
  const { service, instanceId } = id;
  const nowMs = clock.now();
  outcomes.add(instanceId, { atMs: nowMs, latencyMs, ok });
  const known = await instances.require(id);
  if (ok && known.failuresInRow === 0 && known.timesEjected === 0) return known;
  const others = ok
    ? []
    : (await instances.ofService(service)).filter((each) => each.instance.instanceId !== instanceId);
  return instances.change(
    { service, instanceId },
    (current = known) => (ok ? succeeded(current, nowMs) : failed(current, others, nowMs)),
    (before, after, version) => instanceTold(before, after, version, clock),
  );
}
