import { answerCommands } from '../load/answer-commands.js';
import { sendAtRate } from '../load/constant-rate.js';
import { HttpSender } from '../load/http-sender.js';
import type { LoadCommand } from '../load/load-command.js';
import type { LoadResult } from '../load/load-result.js';
import { readEvents } from '../load/read-events.js';
import { saturateHttp } from '../load/saturate-http.js';
import type { Role } from './role.js';

/** Makes HTTP load, and nothing else: what it costs must not be taken from what it measures. */
export const httpLoad: Role = {
  start: () => {
    answerCommands(run);
    return Promise.resolve();
  },
};

async function run(command: LoadCommand): Promise<LoadResult> {
  const { target, seconds } = command;
  if (target === undefined) throw new TypeError('HTTP load needs a target');
  switch (command.kind) {
    case 'saturate':
      return saturateHttp(target, { connections: command.inFlight, seconds });
    case 'stream':
      return readEvents(target, { seconds });
    case 'rate': {
      const sender = new HttpSender(target);
      try {
        return await sendAtRate(() => sender.send(), { perSecond: command.perSecond, seconds });
      } finally {
        sender.close();
      }
    }
  }
}
