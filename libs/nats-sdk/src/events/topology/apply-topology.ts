import { RpcError } from '../../rpc/rpc-error.js';
import type { TopologyAdmin } from './topology-admin.js';
import { planTopology, type TopologyOptions, type TopologyStep } from './topology-plan.js';
import type { Topology } from './topology.js';

/**
 * Makes a server have what a topology declares: creates and updates, removes nothing. Safe to run again, also by two at
 * once. Returns the plan it carried out.
 * @throws RpcError FAILED_PRECONDITION TOPOLOGY_BLOCKED, before anything was changed, when something would have to be remade
 */
export async function applyTopology(
  admin: TopologyAdmin,
  topology: Topology,
  options: TopologyOptions,
): Promise<TopologyStep[]> {
  const plan = await planTopology(admin, topology, options);
  const blocked = plan.filter(({ action }) => action === 'blocked').map(({ subject }) => subject.name);
  if (blocked.length > 0) {
    throw new RpcError(
      'FAILED_PRECONDITION',
      'TOPOLOGY_BLOCKED',
      `a server cannot change ${blocked.join(', ')} in this way`,
    );
  }
  for (const step of plan) await carryOut(admin, step);
  return plan;
}

/** Whether a server has all that a topology declares, as declared. Extra things do not matter. */
export function isUpToDate(plan: readonly TopologyStep[]): boolean {
  return plan.every(({ action }) => action === 'unchanged' || action === 'extra');
}

async function carryOut(admin: TopologyAdmin, { action, subject }: TopologyStep): Promise<void> {
  if (action !== 'create' && action !== 'update') return;
  if (subject.kind === 'consumer') {
    await (action === 'create' ? admin.createConsumer(subject.spec) : admin.updateConsumer(subject.spec));
  } else await (action === 'create' ? admin.createStream(subject.settings) : admin.updateStream(subject.settings));
}
