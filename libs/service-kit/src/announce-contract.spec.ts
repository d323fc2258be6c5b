import { createMemoryConnection, type KeyValue } from '@bodybroker/nats-sdk';
import { CONTRACTS_BUCKET, announceContract, readAnnouncement } from './announce-contract.js';

const contract = (descriptorHash: string) => ({
  services: [],
  descriptorHash,
  descriptorSet: () => Buffer.from(descriptorHash),
});

describe('announceContract', () => {
  let bucket: KeyValue;
  beforeEach(() => {
    const topology = { streams: [], buckets: [{ name: CONTRACTS_BUCKET }], consumers: [] };
    bucket = createMemoryConnection({ topology }).keyValue(CONTRACTS_BUCKET);
  });

  const announce = (version: string, hash: string) =>
    announceContract(bucket, { name: 'auth', version, contract: contract(hash) });
  const inForce = async () => readAnnouncement((await bucket.get('auth'))?.value ?? new Uint8Array());

  it('puts the descriptors where the gateway finds them, once', async () => {
    expect(await announce('1.0.0', 'a')).toBe('announced');
    expect(await announce('1.0.0', 'a')).toBe('unchanged');
    expect(await inForce()).toEqual({
      service: 'auth',
      version: '1.0.0',
      descriptorHash: 'a',
      descriptorSet: Buffer.from('a').toString('base64'),
    });
  });

  it('lets the newer of two versions win, whoever comes last', async () => {
    await announce('1.10.0', 'new');
    expect(await announce('1.9.3', 'old')).toBe('newer-is-there');
    expect(await announce('1.10.1-rc.1', 'newest')).toBe('announced');
    expect((await inForce())?.descriptorHash).toBe('newest');
  });

  it('replaces what is no announcement', async () => {
    await bucket.put('auth', Buffer.from('{"service":7}'));
    expect(await announce('1.0.0', 'a')).toBe('announced');
  });

  it('settles a race of many instances with one announcement', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => announce('1.0.0', 'a')));
    expect(outcomes.filter((outcome) => outcome === 'announced')).toHaveLength(1);
  });
});
