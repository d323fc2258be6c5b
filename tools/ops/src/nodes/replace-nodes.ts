import { createChanges, type Changes } from '../aws/changes.js';
import { openAws, type AutoScaling } from '../aws/open-aws.js';
import { STACK_OPTIONS, stackNames, type StackNames } from '../aws/stack-options.js';
import { waitUntil } from '../aws/wait-until.js';
import type { Invocation, OptionSpecs } from '../cli/command.js';
import { CHANGE_OPTIONS, confirmed } from '../cli/confirmed.js';
import { EXIT, type ExitCode } from '../cli/exit-codes.js';
import { UsageError } from '../cli/usage-error.js';
import { clusterProblems } from './cluster-problems.js';
import type { ClusterView } from './nats-node.js';
import { findNodeGroups, terminateInstance, type NodeGroup } from './node-groups.js';
import { MONITOR_OPTIONS, openClusterView } from './open-cluster-view.js';

const HEALTH_MINUTES = 10;
const REPLACE_MINUTES = 40;
const POLL_MS = 5_000;
/** A cluster that was whole once may be so by chance, between two elections. */
const STEADY_LOOKS = 3;

export const REPLACE_OPTIONS: OptionSpecs = {
  ...STACK_OPTIONS,
  ...MONITOR_OPTIONS,
  'health-minutes': { kind: 'text', value: 'COUNT', about: `how long to wait for a whole cluster (${HEALTH_MINUTES})` },
  'replace-minutes': { kind: 'text', value: 'COUNT', about: `how long one replacement may take (${REPLACE_MINUTES})` },
  ...CHANGE_OPTIONS,
};

interface Replacing {
  readonly call: Invocation;
  readonly names: StackNames;
  readonly view: ClusterView;
  readonly autoScaling: AutoScaling;
  readonly changes: Changes;
  /** Nodes the cluster has when it is whole. */
  readonly size: number;
}

/**
 * Replaces nodes one after the other, each only while the cluster is whole: all nodes answer and are well with all their
 * streams, and the meta leader sees the others up to date. The meta leader comes last, so that it is elected anew once.
 * @param choose of all nodes those to replace
 */
export async function replaceNodes(
  call: Invocation,
  choose: (groups: readonly NodeGroup[]) => readonly NodeGroup[],
): Promise<ExitCode> {
  const names = stackNames(call.options);
  const { autoScaling } = openAws(call.environment);
  const changes = createChanges(call.options.on('dry-run'), call.output);
  const groups = await findNodeGroups(autoScaling, names);
  const chosen = choose(groups);
  if (chosen.length === 0) {
    call.output.result([], () => 'no node needs it');
    return EXIT.ok;
  }
  const opened = await openClusterView(call);
  if (opened === undefined) {
    throw new UsageError(
      'the state of the cluster must be seen: give --nats-monitor URLs, or the system account (BB_SYSTEM_NATS_NKEY_SEED)',
    );
  }
  const replacing = { call, names, view: opened.view, autoScaling, changes, size: groups.length };
  try {
    return await replaceAll(replacing, chosen);
  } finally {
    await opened.close();
  }
}

async function replaceAll(replacing: Replacing, chosen: readonly NodeGroup[]): Promise<ExitCode> {
  const { call, changes } = replacing;
  const waiting = chosen.map(({ node }) => node);
  await untilWhole(replacing);
  if (!changes.dryRun && !(await confirmed(call, `replace ${waiting.join(', ')}, one after the other?`))) {
    return EXIT.refused;
  }
  const replaced: string[] = [];
  for (let node = await nextOf(replacing, waiting); node !== undefined; node = await nextOf(replacing, waiting)) {
    waiting.splice(waiting.indexOf(node), 1);
    await replaceOne(replacing, node);
    if (!changes.dryRun) await untilWhole(replacing);
    replaced.push(node);
  }
  call.output.result(changes.dryRun ? changes.calls : replaced, () =>
    changes.dryRun ? 'dry run: nothing was changed' : `replaced: ${replaced.join(', ')}`,
  );
  return EXIT.ok;
}

async function nextOf({ view, call }: Replacing, waiting: readonly string[]): Promise<string | undefined> {
  const leader = (await view.nodes(call.signal)).find(({ meta }) => meta?.leader !== undefined)?.meta?.leader;
  return waiting.find((node) => node !== leader) ?? waiting[0];
}

async function replaceOne({ call, names, autoScaling, changes }: Replacing, node: string): Promise<void> {
  const { output, options, world, signal } = call;
  const before = await groupOf(autoScaling, names, node);
  if (before.instanceId === undefined) {
    throw new Error(
      `${node} has no instance in service (${before.states.join(', ') || 'none at all'}): let it settle first`,
    );
  }
  output.progress(`${node}: ${before.instanceId} leaves`);
  await terminateInstance(autoScaling, changes, before.instanceId);
  if (changes.dryRun) return;
  let told = '';
  await waitUntil(
    async () => {
      const { instanceId, states } = await groupOf(autoScaling, names, node);
      const now = states.join(', ');
      if (now !== told) output.progress(`${node}: ${(told = now) || 'no instance'}`);
      return instanceId === undefined || instanceId === before.instanceId ? undefined : instanceId;
    },
    {
      world,
      signal,
      timeoutMs: options.count('replace-minutes', REPLACE_MINUTES, 1) * 60_000,
      everyMs: POLL_MS,
      what: `another instance of ${node} in service`,
    },
  );
}

async function groupOf(autoScaling: AutoScaling, names: StackNames, node: string): Promise<NodeGroup> {
  const group = (await findNodeGroups(autoScaling, names)).find((each) => each.node === node);
  if (group === undefined) throw new Error(`${names.nodeGroup(node)} is not there any more`);
  return group;
}

/** @throws Error naming what is still wrong when time is up */
async function untilWhole({ call, view, size }: Replacing): Promise<void> {
  const { output, options, world, signal } = call;
  let told = '';
  let steady = 0;
  await waitUntil(
    async () => {
      const problems = clusterProblems(await view.nodes(signal), size);
      const now = problems.join('; ') || `all ${size} nodes are well`;
      if (now !== told) output.progress(`cluster: ${(told = now)}`);
      steady = problems.length === 0 ? steady + 1 : 0;
      return steady >= STEADY_LOOKS ? true : undefined;
    },
    {
      world,
      signal,
      timeoutMs: options.count('health-minutes', HEALTH_MINUTES) * 60_000,
      everyMs: POLL_MS,
      what: 'a whole cluster',
    },
  ).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Error(`${error instanceof Error ? error.message : String(error)} (${told})`, { cause: error });
  });
}
