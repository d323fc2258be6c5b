/** A process of the benchmark. Each is started from this same bundle with its role's name. */
export interface Role {
  /** Starts serving; resolves when ready. */
  start(address: RoleAddress): Promise<void>;
}

export interface RoleAddress {
  readonly natsUrl: string;
  /** Where an HTTP role listens. */
  readonly port: number;
  /** Where a forwarding role sends to. */
  readonly upstreamUrl: string;
}
