import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rawExchange } from '../../test/raw-exchange.js';
import { readNatsInfo } from './nats-info.js';
import { startNatsServer, type NatsServer } from './nats-server.js';
import { readViolations } from './read-violations.js';
import { createTestCertificate } from './test-certificate.js';

jest.setTimeout(60_000);

const ACCOUNTS = `
include "nkeys.conf"
accounts {
  GAME { users: [ { user: $BB_NKEY_ONE, password: secret, permissions: { publish: { allow: ["a"] }, subscribe: { deny: [">"] } } } ] }
}
`;

describe('a server with accounts', () => {
  let server: NatsServer;
  afterEach(() => server.stop());

  it('reads both files, also after a restart, and its log names what it did not permit', async () => {
    server = await startNatsServer({
      jetstream: false,
      accounts: { accountsConf: ACCOUNTS, nkeysConf: 'BB_NKEY_ONE: one\n' },
    });
    const talk = (): Promise<string> => {
      const login = JSON.stringify({ user: 'one', pass: 'secret', name: 'spec', lang: 'raw', version: '1' });
      const commands = [`CONNECT ${login}`, 'PUB a 0', '', 'PUB b 0', '', 'SUB c 1', 'PING', ''];
      return rawExchange(server.port, commands.join('\r\n'), (text) => text.includes('PONG'));
    };
    await expect(talk()).resolves.toContain('Permissions Violation for Publish to "b"');
    await server.restart();
    await talk();
    await expect(readViolations(server)).resolves.toEqual([
      { operation: 'publish', subject: 'b', nkey: '', client: 'spec' },
      { operation: 'subscribe', subject: 'c', nkey: '', client: 'spec' },
    ]);
  });

  it('asks for TLS with a certificate made for it', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'certificate-'));
    const { certFile, keyFile } = await createTestCertificate(dir);
    server = await startNatsServer({ jetstream: false, tls: { certFile, keyFile } });
    await expect(readNatsInfo(server.port)).resolves.toMatchObject({ tls_required: true });
    await rm(dir, { recursive: true });
  });
});
