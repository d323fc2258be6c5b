import { join } from 'node:path';
import { freePorts, startNatsServer } from '@bodybroker/test-servers';
import { healTarget, WORKSPACE_ROOT, type BenchStand } from './bench-stand.js';
import { installPeers } from './install-peers.js';
import { PATH, type Subject } from './subject.js';

const FOLDER = join(WORKSPACE_ROOT, 'tools/bench/peers');
const PEERS = [
  { peer: 'nestjs', name: PATH.nestjs, hasBroker: true },
  { peer: 'moleculer', name: PATH.moleculer, hasBroker: true },
  { peer: 'grpc', name: PATH.grpc, hasBroker: false },
] as const;

/** Installs and starts the peers: a front and a back each, and a nats-server for those that use one. */
export async function startPeers(stand: BenchStand, log: (text: string) => void): Promise<readonly Subject[]> {
  await installPeers(FOLDER, log);
  const nats = await startNatsServer();
  stand.cleanUp.add(() => nats.stop());
  const subjects: Subject[] = [];
  for (const { peer, name, hasBroker } of PEERS) {
    const [frontPort = 0, backPort = 0] = await freePorts(2);
    const side = (which: 'front' | 'back', port: number) =>
      stand.start(`${peer} ${which}`, [join(FOLDER, 'run-peer.mjs'), peer, which], {
        env: {
          NATS_URL: nats.url,
          PORT: String(port),
          UPSTREAM: `127.0.0.1:${backPort}`,
          PROTO_DIR: join(WORKSPACE_ROOT, 'proto'),
        },
      });
    const back = await side('back', backPort);
    const front = await side('front', frontPort);
    subjects.push({
      name,
      load: stand.httpLoad,
      target: healTarget(frontPort, '/heal'),
      also: 'constant-rate',
      pids: { front: front.pid, ...(hasBroker ? { 'nats-server': nats.pid } : {}), back: back.pid },
    });
  }
  return subjects;
}
