import { isIPv4 } from 'node:net';

/** A load test of a host that nobody said yes to. */
export class HostNotAllowed extends Error {
  override readonly name = 'HostNotAllowed';

  constructor(host: string, said: string | undefined) {
    const other = said === undefined ? '' : ` (not ${said})`;
    super(
      `${host} is not this machine. A load test can take a system down, and the players it makes stay there. ` +
        `If it is yours and you mean it: --yes-load-this-host ${host}${other}`,
    );
  }
}

export interface Target {
  readonly origin: string;
  readonly isLoopback: boolean;
}

/**
 * Lets a url through that is of this machine, or whose host was named once more.
 * @throws HostNotAllowed @throws Error when it is no http url, or one with a name and password, a path or a query in it
 */
export function checkHost(url: string, allowedHost: string | undefined): Target {
  if (!URL.canParse(url)) throw new Error(`--url ${url}: no url`);
  const { protocol, host, hostname, origin, username, password, pathname, search } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('--url: must begin with http:// or https://');
  if (username !== '' || password !== '') throw new Error('--url: must hold no name and no password');
  if (pathname !== '/' || search !== '') throw new Error('--url: scheme, host and port, and no more');
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'));
  if (!isLoopback && allowedHost !== hostname && allowedHost !== host) throw new HostNotAllowed(hostname, allowedHost);
  return { origin, isLoopback };
}
