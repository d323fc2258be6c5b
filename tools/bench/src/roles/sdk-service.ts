import { BenchService, NpcState, contract, type IBenchService } from '@bodybroker/contracts-testing';
import { connectNats, createServer } from '@bodybroker/nats-sdk';
import { announceContract } from '@bodybroker/service-kit';
import type { Role } from './role.js';

/** The service behind the SDK and the gateway, and a raw responder beside it. */
export const sdkService: Role = {
  start: async ({ natsUrl }) => {
    const connection = await connectNats({ servers: [natsUrl], name: 'bench-service' });
    const server = createServer(connection, { name: 'testing', version: '0.1.0', instance: 'bench-1' });
    server.add<IBenchService>(BenchService, {
      healNpc: ({ npc = NpcState.create() }) => {
        npc.health += 1;
        return Promise.resolve(npc);
      },
    });
    await server.start();
    connection.bus.subscribe(
      'bench.raw',
      (message) => {
        if (message.reply !== undefined) connection.bus.publish(message.reply, message.data);
      },
      { queue: 'bench' },
    );
    await announceContract(connection.keyValue('contracts'), { name: 'testing', version: '0.1.0', contract });
    await connection.bus.flush();
  },
};
