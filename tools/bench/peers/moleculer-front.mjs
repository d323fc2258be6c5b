import { ServiceBroker } from 'moleculer';
import ApiGateway from 'moleculer-web';

/** Moleculer's own API gateway on a node of its own. @param {import('./run-peer.mjs').Address} address */
export async function start({ natsUrl, port }) {
  const broker = new ServiceBroker({ nodeID: 'front', transporter: natsUrl, logLevel: 'warn' });
  broker.createService({
    name: 'api',
    mixins: [ApiGateway],
    settings: {
      port,
      ip: '127.0.0.1',
      routes: [{ path: '/', aliases: { 'POST /heal': 'npcs.heal' }, bodyParsers: { json: true } }],
    },
  });
  await broker.start();
  await broker.waitForServices('npcs');
}
