import type { Invocation, OptionSpecs } from '../cli/command.js';
import { openSystemNats } from '../connections/open-nats.js';
import { runningStack } from '../connections/stack-file.js';
import { monitorView } from './monitor-view.js';
import type { ClusterView } from './nats-node.js';
import { systemView } from './system-view.js';

export const MONITOR_OPTIONS: OptionSpecs = {
  'nats-monitor': {
    kind: 'texts',
    value: 'URL',
    about: 'monitoring of a node, such as http://10.0.1.10:8222, instead of the system account',
  },
};

export interface OpenView {
  readonly view: ClusterView;
  close(): Promise<void>;
}

/** The cluster by the system account, else by monitoring ports, else by those of the stack that `npm start` runs. */
export async function openClusterView(
  call: Pick<Invocation, 'options' | 'environment' | 'signal' | 'world'>,
): Promise<OpenView | undefined> {
  const named = call.options.texts('nats-monitor');
  if (named.length > 0) return { view: monitorView(named), close: () => Promise.resolve() };
  const system = await openSystemNats(call);
  if (system !== undefined) return { view: systemView(system.bus), close: () => system.close() };
  const { natsMonitorUrls = [] } = (call.environment['BB_NATS_URL'] ? undefined : runningStack(call.world.root)) ?? {};
  if (natsMonitorUrls.length === 0) return undefined;
  return { view: monitorView(natsMonitorUrls), close: () => Promise.resolve() };
}
