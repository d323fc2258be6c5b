import grpc from '@grpc/grpc-js';
import { Hono } from 'hono';
import { loadBenchService } from './bench-proto.mjs';
import { serveHono } from './serve-hono.mjs';

/** Hono in front of a gRPC service. @param {import('./run-peer.mjs').Address} address */
export function start({ port, upstream, protoDir }) {
  const BenchService = loadBenchService(protoDir);
  const client = new BenchService(upstream, grpc.credentials.createInsecure());
  const heal = (npc) =>
    new Promise((resolve, reject) => {
      client.HealNpc({ npc }, (error, answer) => (error ? reject(error) : resolve(answer.npc)));
    });
  const app = new Hono();
  app.post('/heal', async (context) => context.json(await heal(await context.req.json())));
  return serveHono(app, port);
}
