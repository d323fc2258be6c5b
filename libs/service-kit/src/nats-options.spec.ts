import { baseConfig } from './base-config.js';
import { loadConfig } from './load-config.js';
import { natsOptions } from './nats-options.js';

const SEED = `SU${'A'.repeat(56)}`;

describe('how a process connects to NATS', () => {
  const optionsOf = (environment: Readonly<Record<string, string>>): object =>
    natsOptions(loadConfig(baseConfig, environment), 'quest-system');

  it('has inboxes of its own, wherever it runs', () => {
    expect(optionsOf({})).toEqual({
      servers: ['nats://127.0.0.1:4222'],
      name: 'quest-system',
      inboxPrefix: '_INBOX_quest-system',
    });
    expect(optionsOf({ BB_NATS_INBOX_PREFIX: '_INBOX_other' })).toMatchObject({ inboxPrefix: '_INBOX_other' });
  });

  it('signs with its nkey and verifies the server where it is told to', () => {
    expect(optionsOf({ BB_NATS_NKEY_SEED: SEED, BB_NATS_TLS_CA: '/ca.pem' })).toMatchObject({
      nkeySeed: SEED,
      tls: { caFile: '/ca.pem' },
    });
  });

  it('takes the CA as a file or as text', () => {
    expect(optionsOf({ BB_NATS_TLS_CA_PEM: '-----BEGIN' })).toMatchObject({ tls: { ca: '-----BEGIN' } });
    expect(optionsOf({ BB_NATS_TLS_CA: '/ca.pem', BB_NATS_TLS_CA_PEM: 'x', BB_NATS_TLS_CERT: 'c' })).toMatchObject({
      tls: { caFile: '/ca.pem', certFile: 'c' },
    });
  });

  it('refuses what is no seed, without repeating it', () => {
    const secret = 'SUNOTQUITEASEED';
    const load = (): object => optionsOf({ BB_NATS_NKEY_SEED: secret });
    expect(load).toThrow(/BB_NATS_NKEY_SEED/);
    expect(load).not.toThrow(secret);
  });
});
