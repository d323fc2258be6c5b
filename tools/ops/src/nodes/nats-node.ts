/** A nats-server as its monitoring shows it. */
export interface NatsNode {
  readonly name: string;
  readonly version: string;
  /** What /healthz says is wrong; undefined when all is well: its streams and consumers are up to date too. */
  readonly unwell: string | undefined;
  readonly connections: number;
  readonly slowConsumers: number;
  readonly memoryBytes: number;
  readonly storedBytes: number;
  /** Undefined without JetStream, or without a cluster. */
  readonly meta: MetaGroup | undefined;
}

/** JetStream's own group, which places streams; only its leader knows its replicas. */
export interface MetaGroup {
  readonly leader: string | undefined;
  readonly size: number;
  readonly replicas: readonly MetaReplica[];
}

export interface MetaReplica {
  readonly name: string;
  readonly current: boolean;
  readonly offline: boolean;
  readonly lag: number;
}

/** All nodes that answer, by name. */
export interface ClusterView {
  nodes(signal: AbortSignal): Promise<NatsNode[]>;
}

/** The parts of /varz read here. */
export interface VarzAnswer {
  readonly server_name: string;
  readonly version: string;
  readonly connections?: number;
  readonly slow_consumers?: number;
  readonly mem?: number;
}

/** The parts of /jsz read here. */
export interface JszAnswer {
  readonly storage?: number;
  readonly meta_cluster?: {
    readonly leader?: string;
    readonly cluster_size?: number;
    readonly replicas?: readonly {
      readonly name: string;
      readonly current: boolean;
      readonly offline?: boolean;
      readonly lag?: number;
    }[];
  };
}

/** The parts of /healthz read here. */
export interface HealthzAnswer {
  readonly status?: string;
  readonly error?: string;
}

export function toNatsNode(varz: VarzAnswer, jsz: JszAnswer | undefined, healthz: HealthzAnswer | undefined): NatsNode {
  const meta = jsz?.meta_cluster;
  return {
    name: varz.server_name,
    version: varz.version,
    unwell: healthz?.status === 'ok' ? undefined : (healthz?.error ?? healthz?.status ?? 'does not tell its health'),
    connections: varz.connections ?? 0,
    slowConsumers: varz.slow_consumers ?? 0,
    memoryBytes: varz.mem ?? 0,
    storedBytes: jsz?.storage ?? 0,
    meta:
      meta === undefined
        ? undefined
        : {
            leader: meta.leader === '' ? undefined : meta.leader,
            size: meta.cluster_size ?? 0,
            replicas: (meta.replicas ?? []).map(({ name, current, offline = false, lag = 0 }) => ({
              name,
              current,
              offline,
              lag,
            })),
          },
  };
}
