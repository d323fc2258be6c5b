import { connect } from 'nats';
import type { Role } from './role.js';

export const RAW_SUBJECT = 'bench.raw';

/** Answers with the bytes it was sent: what NATS and its client alone can do. */
export const rawResponder: Role = {
  start: async ({ natsUrl }) => {
    const connection = await connect({ servers: natsUrl });
    connection.subscribe(RAW_SUBJECT, {
      queue: 'bench',
      callback: (error, message) => {
        if (error === null) message.respond(message.data);
      },
    });
    await connection.flush();
  },
};
