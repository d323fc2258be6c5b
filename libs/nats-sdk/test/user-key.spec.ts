import { startNatsServer } from '@bodybroker/test-servers';
import { connectNats, createUserKey, publicKeyOf } from '../src/index.js';

jest.setTimeout(30_000);

describe('createUserKey', () => {
  it('makes a key that a server lets in by its public half, and another each time', async () => {
    const { seed, publicKey } = createUserKey();
    expect([seed, publicKey]).toEqual([
      expect.stringMatching(/^SU[A-Z2-7]{56}$/),
      expect.stringMatching(/^U[A-Z2-7]{55}$/),
    ]);
    expect(publicKeyOf(seed)).toBe(publicKey);
    expect(createUserKey().seed).not.toBe(seed);
    expect(() => publicKeyOf('SUNOTASEED')).toThrow();
    const server = await startNatsServer({ config: `authorization { users: [ { nkey: ${publicKey} } ] }` });
    const connection = await connectNats({ servers: [server.url], name: 'test', nkeySeed: seed });
    expect(connection.bus.state).toBe('connected');
    await connection.close();
    await server.stop();
  });
});
