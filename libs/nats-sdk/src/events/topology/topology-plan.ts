import { isDeepStrictEqual } from 'node:util';
import type { ConsumerSpec } from '../event-log.js';
import { bucketSettings, streamSettings, type StreamSettings } from './stream-settings.js';
import type { TopologyAdmin } from './topology-admin.js';
import type { Topology } from './topology.js';

export interface SettingChange {
  readonly setting: string;
  readonly from: unknown;
  readonly to: unknown;
}

export type TopologySubject =
  | { readonly kind: 'stream' | 'bucket'; readonly name: string; readonly settings: StreamSettings }
  | { readonly kind: 'consumer'; readonly name: string; readonly spec: ConsumerSpec };

/**
 * One line of a plan. `extra` is there and declared nowhere: reported, never removed. `blocked` differs in settings
 * that a server does not change; it has to be remade by hand.
 */
export type TopologyStep =
  | { readonly action: 'create' | 'unchanged' | 'extra'; readonly subject: TopologySubject }
  | {
      readonly action: 'update' | 'blocked';
      readonly subject: TopologySubject;
      readonly changes: readonly SettingChange[];
    };

export interface TopologyOptions {
  /** Copies of each stream: 1 on one server, 3 in production. */
  readonly replicas: number;
}

// nats-server refuses these on existing streams and consumers.
const FIXED_OF_STREAM: ReadonlySet<string> = new Set(['kind', 'retention']);
const FIXED_OF_CONSUMER: ReadonlySet<string> = new Set(['start']);
const CONSUMER_SETTINGS = [
  'filterSubject',
  'start',
  'ackWaitMs',
  'maxDeliver',
  'maxAckPending',
  'inactiveMs',
  'metadata',
] as const;

/** Compares a topology with what is there. Streams come before the consumers that need them. */
export async function planTopology(
  admin: TopologyAdmin,
  topology: Topology,
  { replicas }: TopologyOptions,
): Promise<TopologyStep[]> {
  const wanted = [
    ...topology.streams.map((stream) => streamSettings(stream, replicas)),
    ...topology.buckets.map((bucket) => bucketSettings(bucket, replicas)),
  ];
  const present = await admin.streams();
  const steps = wanted.map((settings) =>
    streamStep(
      settings,
      present.find(({ name }) => name === settings.name),
    ),
  );
  const names = new Set(wanted.map(({ name }) => name));
  for (const settings of present) {
    if (!names.has(settings.name)) steps.push({ action: 'extra', subject: ofStream(settings) });
  }
  for (const { name } of wanted) {
    const exists = present.some((settings) => settings.name === name);
    const declared = topology.consumers.filter(({ stream }) => stream === name);
    steps.push(...consumerSteps(declared, exists ? await admin.consumers(name) : []));
  }
  return steps;
}

function streamStep(wanted: StreamSettings, present: StreamSettings | undefined): TopologyStep {
  const subject = ofStream(wanted);
  if (!present) return { action: 'create', subject };
  const changes = differences(present, wanted, Object.keys(wanted) as (keyof StreamSettings)[]);
  return changed(
    subject,
    changes,
    ({ setting, from }) => FIXED_OF_STREAM.has(setting) || (setting === 'removal' && from === 'denied'),
  );
}

function consumerSteps(declared: readonly ConsumerSpec[], present: readonly ConsumerSpec[]): TopologyStep[] {
  const steps = declared.map((spec): TopologyStep => {
    const existing = present.find(({ durable }) => durable === spec.durable);
    if (!existing) return { action: 'create', subject: ofConsumer(spec) };
    return changed(ofConsumer(spec), differences(existing, spec, CONSUMER_SETTINGS), ({ setting }) =>
      FIXED_OF_CONSUMER.has(setting),
    );
  });
  for (const spec of present) {
    if (!declared.some(({ durable }) => durable === spec.durable))
      steps.push({ action: 'extra', subject: ofConsumer(spec) });
  }
  return steps;
}

function changed(
  subject: TopologySubject,
  changes: readonly SettingChange[],
  isFixed: (change: SettingChange) => boolean,
): TopologyStep {
  if (changes.length === 0) return { action: 'unchanged', subject };
  return { action: changes.some(isFixed) ? 'blocked' : 'update', subject, changes };
}

function differences<Settings>(
  from: Settings,
  to: Settings,
  settings: readonly (keyof Settings & string)[],
): SettingChange[] {
  return settings
    .filter((setting) => !isDeepStrictEqual(from[setting], to[setting]))
    .map((setting) => ({ setting, from: from[setting], to: to[setting] }));
}

function ofStream(settings: StreamSettings): TopologySubject {
  return { kind: settings.kind === 'bucket' ? 'bucket' : 'stream', name: settings.name, settings };
}

function ofConsumer(spec: ConsumerSpec): TopologySubject {
  return { kind: 'consumer', name: `${spec.stream}/${spec.durable}`, spec };
}
