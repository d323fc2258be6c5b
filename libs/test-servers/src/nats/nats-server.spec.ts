import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { natsRequest } from '../../test/nats-request.js';
import { rawExchange } from '../../test/raw-exchange.js';
import { natsServerVersion } from '../binary/find-server-binary.js';
import { pollUntil } from '../process/poll-until.js';
import { PortInUseError, ServerStartError } from '../process/server-start-error.js';
import { readNatsInfo } from './nats-info.js';
import { startNatsServer, type NatsServer } from './nats-server.js';

jest.setTimeout(60_000);

describe('startNatsServer', () => {
  const servers: NatsServer[] = [];
  const start = async (...args: Parameters<typeof startNatsServer>) => {
    const server = await startNatsServer(...args);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  it('answers INFO with JetStream, under the version the finder names', async () => {
    const server = await start();
    const info = await readNatsInfo(server.port);
    expect(info).toMatchObject({ server_name: server.name, jetstream: true });
    expect(info.version).toBe(await natsServerVersion());
    expect((await fetch(`${server.monitorUrl}/healthz`)).status).toBe(200);
  });

  it('runs without JetStream when told to', async () => {
    const server = await start({ jetstream: false });
    expect((await readNatsInfo(server.port)).jetstream).toBeUndefined();
  });

  it('takes configuration in the server’s own language', async () => {
    const server = await start({ config: 'max_payload: 4096' });
    const info = await rawExchange(server.port, '', (text) => text.includes('\r\n'));
    expect(info).toContain('"max_payload":4096');
  });

  it('keeps streams over a kill and a restart on the same port', async () => {
    const server = await start();
    const config = { name: 'KEPT', subjects: ['kept.>'], num_replicas: 1, storage: 'file' };
    await natsRequest(server.port, '$JS.API.STREAM.CREATE.KEPT', config);
    await natsRequest(server.port, 'kept.one', { some: 'thing' });
    const { pid, port } = server;
    await server.kill();
    expect(server.running).toBe(false);
    await server.restart();
    expect(server.port).toBe(port);
    expect(server.pid).not.toBe(pid);
    const info = await natsRequest(server.port, '$JS.API.STREAM.INFO.KEPT', {});
    expect(info).toMatchObject({ state: { messages: 1 } });
  });

  it('answers nothing while paused, and again when resumed', async () => {
    const server = await start();
    server.pause();
    // The signal takes a moment to reach all of its threads.
    const lacking = await pollUntil(
      () =>
        readNatsInfo(server.port).then(
          () => 'silence',
          ({ message }: Error) => (message.startsWith('no INFO') ? undefined : message),
        ),
      { timeoutMs: 10_000, intervalMs: 50 },
    );
    expect(lacking).toBeUndefined();
    server.resume();
    await expect(readNatsInfo(server.port)).resolves.toMatchObject({ server_name: server.name });
  });

  it('stops a paused server, removes its folder and can be stopped again', async () => {
    const server = await start();
    const { pid } = server;
    server.pause();
    await server.stop();
    await server.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(existsSync(dirname(server.logFile))).toBe(false);
    await expect(server.restart()).rejects.toThrow('stopped');
  });

  it('reports an end it was not asked for', async () => {
    const crashed = new Promise<{ signal: string | null }>((resolve) => {
      void start({ onCrash: resolve }).then((server) => process.kill(server.pid, 'SIGKILL'));
    });
    await expect(crashed).resolves.toMatchObject({ signal: 'SIGKILL' });
  });

  it('refuses a port that is taken instead of answering for another server', async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toBeInstanceOf(PortInUseError);
  });

  it('names the log and its last lines when the server does not start', async () => {
    const failure: unknown = await start({ config: 'jetstream { nonsense: 1 }' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServerStartError);
    if (!(failure instanceof ServerStartError)) return;
    expect(failure.message).toContain('nonsense');
    expect(failure.message).toContain(failure.logFile);
    expect(existsSync(failure.logFile)).toBe(true);
    rmSync(failure.logFile);
  });

  it('gives up when its signal aborts, leaving no process', async () => {
    const abort = new AbortController();
    const starting = start({ signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(starting).rejects.toThrow('changed my mind');
  });
});
