import { LiveSlots } from './live-slots.js';

async function* endless(): AsyncGenerator<number> {
  for (let number = 0; ; number += 1) yield Promise.resolve(number);
}

describe('slots', () => {
  it('are as many as they are, and come back when a reader leaves or fails', async () => {
    const slots = new LiveSlots(1);
    const first = slots.during(endless());
    await first.next();
    const full = expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'TOO_MANY_SUBSCRIBERS' }) as Error;
    await expect(slots.during(endless()).next()).rejects.toEqual(full);
    await first.return(undefined);
    const second = slots.during(endless());
    await expect(second.next()).resolves.toMatchObject({ value: 0 });
    await expect(second.throw(new Error('gone'))).rejects.toThrow('gone');
    await expect(slots.during(endless()).next()).resolves.toMatchObject({ value: 0 });
  });
});
