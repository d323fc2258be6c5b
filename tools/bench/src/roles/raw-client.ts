import { NpcState } from '@bodybroker/contracts-testing';
import { connect } from 'nats';
import { answerCommands } from '../load/answer-commands.js';
import { runCalls } from '../load/run-calls.js';
import { npc } from '../messages.js';
import { RAW_SUBJECT } from './raw-responder.js';
import type { Role } from './role.js';

/** Sends the encoded message with the NATS client's own request(). */
export const rawClient: Role = {
  start: async ({ natsUrl }) => {
    const connection = await connect({ servers: natsUrl });
    const bytes = NpcState.toBinary(npc);
    answerCommands((command) => runCalls(() => connection.request(RAW_SUBJECT, bytes, { timeout: 5000 }), command));
  },
};
