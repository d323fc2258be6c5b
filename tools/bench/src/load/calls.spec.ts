import { sendAtRate } from './constant-rate.js';
import { saturateCalls } from './saturate-calls.js';

describe('load by calls', () => {
  it('keeps as many calls under way as it should, and counts answers and errors apart', async () => {
    let made = 0;
    let underWay = 0;
    let most = 0;
    const load = await saturateCalls(
      async () => {
        made += 1;
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        if (made % 2 === 0) throw new Error('even');
      },
      { inFlight: 4, seconds: 0.05 },
    );
    expect(most).toBe(4);
    expect(load.answers).toBeGreaterThan(0);
    expect(load.errors).toBeGreaterThan(0);
    expect(load.answers + load.errors).toBe(made);
  });

  it('charges a stall to every request that was due in it', async () => {
    let first = true;
    const block = (): Promise<void> => {
      if (first) {
        first = false;
        const end = performance.now() + 100;
        while (performance.now() < end);
      }
      return Promise.resolve();
    };
    const { p99Ms, p50Ms, answers } = await sendAtRate(block, { perSecond: 100, seconds: 0.2 });
    expect(answers).toBe(20);
    expect(p99Ms).toBeGreaterThan(90);
    expect(p50Ms).toBeGreaterThan(0);
  });
});
