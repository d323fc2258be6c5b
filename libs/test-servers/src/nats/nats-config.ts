/** Certificate files of a NATS server. */
export interface NatsTls {
  readonly certFile: string;
  readonly keyFile: string;
  /** Given: clients must show a certificate signed by it (mutual TLS). */
  readonly caFile?: string;
}

/** Accounts of a NATS server, as deploy/nats has them. */
export interface NatsAccounts {
  /** Text of accounts.conf, which includes nkeys.conf. */
  readonly accountsConf: string;
  /** Text of nkeys.conf. */
  readonly nkeysConf: string;
}

/** What is written into a server's configuration file. */
export interface NatsConfig {
  readonly name: string;
  readonly port: number;
  readonly monitorPort: number;
  readonly jetstream: { readonly storeDir: string } | undefined;
  readonly tls: NatsTls | undefined;
  /** Whether accounts.conf lies beside the file. */
  readonly accounts: 'included' | 'none';
  readonly cluster: { readonly name: string; readonly port: number; readonly peerPorts: readonly number[] } | undefined;
  /** Appended as it is, in the server's own configuration language. */
  readonly extra: string | undefined;
}

/** The text of a configuration file every server since 2.9 reads. */
export function natsConfigText(config: NatsConfig): string {
  const { name, port, monitorPort, jetstream, tls, accounts, cluster, extra } = config;
  // JSON strings are valid NATS strings.
  const text = JSON.stringify;
  const routes = cluster?.peerPorts.map((peer) => text(`nats-route://127.0.0.1:${peer}`)).join(', ');
  return [
    `server_name: ${text(name)}`,
    `listen: "127.0.0.1:${port}"`,
    `http: "127.0.0.1:${monitorPort}"`,
    jetstream && `jetstream { store_dir: ${text(jetstream.storeDir)} }`,
    tls && `tls { cert_file: ${text(tls.certFile)}, key_file: ${text(tls.keyFile)}${clientCa(tls)} }`,
    cluster && `cluster { name: ${text(cluster.name)}, listen: "127.0.0.1:${cluster.port}", routes: [${routes}] }`,
    accounts === 'included' ? 'include "accounts.conf"' : undefined,
    extra,
  ]
    .filter((line) => line !== undefined)
    .join('\n')
    .concat('\n');
}

function clientCa(tls: NatsTls): string {
  return tls.caFile ? `, ca_file: ${JSON.stringify(tls.caFile)}, verify: true` : '';
}
