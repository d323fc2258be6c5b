/** Where a Redis is and how it is entered. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly security: 'plain' | 'tls';
  readonly username?: string;
  readonly password?: string;
}

const DEFAULT_PORT = 6379;

/** Reads `redis://user:password@host:6379` or `rediss://…` (TLS). Throws RangeError; its text holds no password. */
export function parseRedisUrl(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'redis:' && url.protocol !== 'rediss:') || url.hostname === '') {
    throw new RangeError('a Redis URL has the form redis://host:port or rediss://host:port');
  }
  if (url.pathname.length > 1 || url.search !== '') {
    throw new RangeError('a Redis URL has no database number and no parameters: a cluster has only database 0');
  }
  return {
    // URL keeps the brackets of an IPv6 address, sockets want none.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    security: url.protocol === 'rediss:' ? 'tls' : 'plain',
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
}
