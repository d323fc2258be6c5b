import { fromRedisError } from './redis-error.js';

const reply = (message: string): Error =>
  Object.assign(new Error(message), { name: 'ReplyError', command: ['secret'] });

describe('fromRedisError', () => {
  it.each([
    reply('LOADING Redis is loading the dataset in memory'),
    reply("OOM command not allowed when used memory > 'maxmemory'."),
    reply("READONLY You can't write against a read only replica."),
    reply('CLUSTERDOWN The cluster is down'),
    new Error('Command timed out'),
    Object.assign(new Error('Connection is closed.'), { command: ['secret'] }),
  ])('takes %p for a Redis that is not there now', (error) => {
    const found = fromRedisError(error);
    expect(found.cause).not.toHaveProperty('command');
    expect(found).toMatchObject({
      code: 'UNAVAILABLE',
      reason: 'STORE_UNAVAILABLE',
      retryable: true,
      cause: { message: error.message },
    });
  });

  it('takes another refusal for a fault of the program, without the command', () => {
    const error = fromRedisError(reply('WRONGTYPE Operation against a key holding the wrong kind of value'));
    expect(error).toMatchObject({ name: 'Error', message: expect.stringContaining('WRONGTYPE') });
    expect(error).not.toHaveProperty('command');
  });
});
