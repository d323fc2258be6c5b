import { MemoryStore } from '../src/index.js';
import { describeStore } from './store-contract.js';

describe('MemoryStore', () => {
  describeStore(() => {
    let nowMs = 1_700_000_000_000;
    return {
      store: new MemoryStore('quests', { clock: { now: () => nowMs } }),
      elapse: (ms) => {
        nowMs += ms;
        return Promise.resolve();
      },
    };
  });
});
