import { existsSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';

const PACKAGES = ['hono', '@hono/node-server', 'nats', 'undici'];
const PEER_PACKAGES = ['@nestjs/core', '@nestjs/microservices', 'moleculer', 'moleculer-web', '@grpc/grpc-js'];

export function machineFacts(): Readonly<Record<string, string>> {
  return {
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
  };
}

/** What was measured, by version. @param root of the workspace */
export function versionsOf(
  root: string,
  natsServer: string,
  { withPeers }: { readonly withPeers: boolean },
): Readonly<Record<string, string>> {
  const versions: Record<string, string> = { Node: process.version.slice(1), 'nats-server': natsServer };
  const folders = [
    [join(root, 'node_modules'), PACKAGES],
    [join(root, 'tools/bench/peers/node_modules'), withPeers ? PEER_PACKAGES : []],
  ] as const;
  for (const [folder, names] of folders) {
    for (const name of names) {
      const manifest = join(folder, name, 'package.json');
      if (!existsSync(manifest)) continue;
      versions[name] = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
    }
  }
  return versions;
}
