import grpc from '@grpc/grpc-js';
import { loadBenchService } from './bench-proto.mjs';

/** A gRPC service. @param {import('./run-peer.mjs').Address} address */
export function start({ port, protoDir }) {
  const server = new grpc.Server();
  server.addService(loadBenchService(protoDir).service, {
    HealNpc: ({ request: { npc } }, answer) => {
      npc.health += 1;
      answer(null, { npc });
    },
  });
  return new Promise((resolve, reject) => {
    const bound = (error) => (error ? reject(error) : resolve());
    server.bindAsync(`127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(), bound);
  });
}
