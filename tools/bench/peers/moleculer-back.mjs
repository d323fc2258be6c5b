import { ServiceBroker } from 'moleculer';

/** A Moleculer node with one service. @param {import('./run-peer.mjs').Address} address */
export async function start({ natsUrl }) {
  const broker = new ServiceBroker({ nodeID: 'back', transporter: natsUrl, logLevel: 'warn' });
  broker.createService({
    name: 'npcs',
    actions: {
      heal({ params: npc }) {
        npc.health += 1;
        return npc;
      },
    },
  });
  await broker.start();
}
