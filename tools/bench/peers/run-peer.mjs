// node run-peer.mjs <peer> <front|back>
// One process of a peer, set up as its documentation does it for production. Where things are comes from the environment.

/**
 * @typedef {object} Address
 * @property {string} natsUrl
 * @property {number} port where a front listens for HTTP, and gRPC's back for gRPC
 * @property {string} upstream `host:port` of the back that a front calls without a broker
 * @property {string} protoDir folder of the proto files
 */

/** @type {Readonly<Record<string, (side: 'front' | 'back') => Promise<(address: Address) => Promise<unknown>>>>} */
const PEERS = {
  nestjs: async (side) => (await import(`./nestjs-${side}.mjs`)).start,
  moleculer: async (side) => (await import(`./moleculer-${side}.mjs`)).start,
  grpc: async (side) => (await import(`./grpc-${side}.mjs`)).start,
};

const [name = '', side] = process.argv.slice(2);
const peer = PEERS[name];
if (peer === undefined || (side !== 'front' && side !== 'back')) {
  console.error(`usage: run-peer.mjs <${Object.keys(PEERS).join('|')}> <front|back>`);
  process.exit(2);
}
const { NATS_URL = '', PORT = '0', UPSTREAM = '', PROTO_DIR = '' } = process.env;
const start = await peer(side);
await start({ natsUrl: NATS_URL, port: Number(PORT), upstream: UPSTREAM, protoDir: PROTO_DIR });
// Ends with the benchmark, however that ends.
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
console.log('ready');
