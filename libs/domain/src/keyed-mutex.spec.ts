import { KeyedMutex } from './index.js';

describe('KeyedMutex', () => {
  it('runs work of one key in turn and work of another key at once', async () => {
    const mutex = new KeyedMutex();
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = mutex.run('npc', async () => {
      await gate.promise;
      order.push('first');
    });
    const second = mutex.run('npc', () => Promise.resolve(order.push('second')));
    await mutex.run('other', () => Promise.resolve(order.push('other')));
    gate.resolve();
    await Promise.all([first, second]);
    expect(order).toEqual(['other', 'first', 'second']);
  });

  it('goes on after work that failed, and tells its caller', async () => {
    const mutex = new KeyedMutex();
    await expect(mutex.run('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(mutex.run('k', () => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
