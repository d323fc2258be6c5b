import { startAlarm } from './alarm.js';

describe('the alarm', () => {
  it('never rings early, and comes back at once for what is past', async () => {
    const alarm = startAlarm();
    try {
      for (let n = 0; n < 10; n += 1) {
        const dueMs = performance.now() + 1.3;
        await alarm.wait(dueMs);
        expect(performance.now()).toBeGreaterThanOrEqual(dueMs);
      }
      await alarm.wait(performance.now() - 1000);
    } finally {
      await alarm.close();
    }
  });
});
