import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startNatsServer } from '@bodybroker/test-servers';
import { connectNats, type BusEvent, type Connection } from '../src/index.js';

function nextEvent({ bus }: Connection, type: BusEvent['type']): Promise<BusEvent> {
  return new Promise((resolve) => {
    bus.onEvent((event) => {
      if (event.type === type) resolve(event);
    });
  });
}

describe('connectNats', () => {
  it('waits for a server that is not there yet', async () => {
    const [port = 0] = await freePorts(1);
    const connecting = connectNats({ servers: [`127.0.0.1:${port}`], name: 'early', reconnectWaitMs: 20 });
    const server = await startNatsServer({ port, jetstream: false });
    const connection = await connecting;
    expect(connection.bus.state).toBe('connected');
    await connection.close();
    await server.stop();
  });

  it('gives the wait up when it is told to', async () => {
    const [port = 0] = await freePorts(1);
    const abort = new AbortController();
    const connecting = connectNats({ servers: [`127.0.0.1:${port}`], name: 'early', signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(connecting).rejects.toThrow('enough');
    await expect(connectNats({ servers: [`127.0.0.1:${port}`], name: 'early', signal: abort.signal })).rejects.toThrow(
      'enough',
    );
  });

  it('moves to another server when its own is lost', async () => {
    const [one, two] = await Promise.all([
      startNatsServer({ jetstream: false }),
      startNatsServer({ jetstream: false }),
    ]);
    const connection = await connectNats({ servers: [one.url, two.url], name: 'mover', reconnectWaitMs: 20 });
    const [current, other] = connection.bus.server.endsWith(String(one.port)) ? [one, two] : [two, one];
    const reconnected = nextEvent(connection, 'reconnected');
    await current.kill();
    await reconnected;
    expect(connection.bus.server).toContain(String(other.port));
    await connection.close();
    await other.stop();
  });

  it('hears that its server is about to leave', async () => {
    const server = await startNatsServer({ jetstream: false });
    const connection = await connectNats({ servers: [server.url], name: 'duck' });
    const leaving = nextEvent(connection, 'lame-duck');
    server.signal('SIGUSR2');
    await expect(leaving).resolves.toMatchObject({ type: 'lame-duck' });
    await connection.close();
    await server.kill();
  });

  it('speaks TLS and believes only the authority it was given', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'nats-tls-'));
    const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-days',
        '1',
        '-keyout',
        key,
        '-out',
        cert,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    const server = await startNatsServer({ jetstream: false, tls: { certFile: cert, keyFile: key } });
    const connection = await connectNats({ servers: [server.url], name: 'tls', tls: { caFile: cert } });
    expect(await connection.bus.rtt()).toBeGreaterThanOrEqual(0);
    await connection.close();
    const doubting = connectNats({ servers: [server.url], name: 'tls', tls: {}, signal: AbortSignal.timeout(300) });
    await expect(doubting).rejects.toThrow(/timeout/);
    await server.stop();
    rmSync(dir, { recursive: true });
  });
});
