import { parseRedisUrl } from './parse-redis-url.js';

describe('parseRedisUrl', () => {
  it('reads host, port and login', () => {
    expect(parseRedisUrl('redis://localhost')).toEqual({ host: 'localhost', port: 6379, security: 'plain' });
    expect(parseRedisUrl('rediss://app:p%40ss@[::1]:7000/')).toEqual({
      host: '::1',
      port: 7000,
      security: 'tls',
      username: 'app',
      password: 'p@ss',
    });
  });

  it.each(['', 'localhost:6379', 'http://h', 'redis://', 'redis://:hunter2@h/3', 'redis://:hunter2@h?db=1'])(
    'refuses %p without showing a password',
    (url) => {
      expect(() => parseRedisUrl(url)).toThrow(RangeError);
      expect(() => parseRedisUrl(url)).not.toThrow(/hunter2/);
    },
  );
});
