import { sendAtRate } from './constant-rate.js';
import type { LoadCommand } from './load-command.js';
import type { LoadResult } from './load-result.js';
import { saturateCalls } from './saturate-calls.js';

/** Makes load with a client that is called as a function. @throws TypeError when asked for a stream */
export function runCalls(call: () => Promise<unknown>, command: LoadCommand): Promise<LoadResult> {
  switch (command.kind) {
    case 'saturate':
      return saturateCalls(call, command);
    case 'rate':
      return sendAtRate(call, command);
    case 'stream':
      return Promise.reject(new TypeError('this client reads no streams'));
  }
}
