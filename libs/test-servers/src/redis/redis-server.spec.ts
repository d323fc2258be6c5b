import { existsSync } from 'node:fs';
import { rawExchange } from '../../test/raw-exchange.js';
import { PortInUseError } from '../process/server-start-error.js';
import { startRedisServer, type RedisServer } from './redis-server.js';

jest.setTimeout(60_000);

describe('startRedisServer', () => {
  const servers: RedisServer[] = [];
  const start = async (...args: Parameters<typeof startRedisServer>) => {
    const server = await startRedisServer(...args);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  it('answers PING on a bare socket', async () => {
    const { port } = await start();
    await expect(rawExchange(port, 'PING\r\n', (text) => text.includes('\r\n'))).resolves.toBe('+PONG\r\n');
  });

  it('asks for the password it was given, and its url carries it', async () => {
    const server = await start({ password: 'gr@ve' });
    const answer = await rawExchange(server.port, 'GET a\r\n', (text) => text.includes('\r\n'));
    expect(answer).toMatch(/^-NOAUTH/);
    expect(decodeURIComponent(new URL(server.url).password)).toBe('gr@ve');
    await expect(server.command('PING')).resolves.toBe('PONG');
  });

  it('keeps its data over a restart when append-only', async () => {
    const server = await start({ appendOnly: true });
    await server.command('SET', 'ward', 'nine — gräve');
    await server.restart();
    await expect(server.command('GET', 'ward')).resolves.toBe('nine — gräve');
  });

  it('forgets its data over a restart otherwise, and removes its folder on stop', async () => {
    const server = await start();
    await server.command('SET', 'ward', '9');
    await server.restart();
    await expect(server.command('EXISTS', 'ward')).resolves.toBe('0');
    await server.stop();
    expect(existsSync(server.dataDir)).toBe(false);
  });

  it('refuses a port that is taken', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toBeInstanceOf(PortInUseError);
  });

  it('starts many at once on different ports', async () => {
    const many = await Promise.all(Array.from({ length: 6 }, () => start()));
    expect(new Set(many.map(({ port }) => port)).size).toBe(6);
  });

  it('throws the text of an error answer', async () => {
    const server = await start();
    await expect(server.command('NONSENSE')).rejects.toThrow('unknown command');
  });
});
