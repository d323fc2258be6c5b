import { createPublicKey, verify } from 'node:crypto';
import { createFileRegistry, fromBinary, getOption } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { HEAL_OWN_PATH, PlayerBenchService, benchContract } from './bench-contract.js';
import { signIn } from './player-token.js';

describe('what the benchmark adds to the contract', () => {
  it('announces the same call for players only, on a route of its own', () => {
    const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, benchContract.descriptorSet()));
    const optionsOf = (service: string): readonly unknown[] => {
      const [method] = registry.getService(service)?.methods ?? [];
      const [access, http] = ['bodybroker.options.v1.method', 'google.api.http'].map((name) => {
        const extension = registry.getExtension(name);
        return method && extension && (getOption(method, extension) as { access?: number; pattern?: unknown });
      });
      return [method?.name, access?.access, http?.pattern];
    };
    expect(optionsOf('bodybroker.testing.v1.BenchService')).toEqual([
      'HealNpc',
      1,
      { case: 'post', value: '/v1/bench/npcs:heal' },
    ]);
    expect(optionsOf(PlayerBenchService.typeName)).toEqual(['HealOwnNpc', 2, { case: 'post', value: HEAL_OWN_PATH }]);
  });

  it('signs a player in with the key it gives away', () => {
    const { token, jwk } = signIn(1_795_233_861_356);
    const [head = '', claims = '', signature = ''] = token.split('.');
    const key = createPublicKey({ key: JSON.parse(jwk) as Record<string, string>, format: 'jwk' });
    expect(verify(null, Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      iss: 'body-broker',
      roles: ['player'],
    });
  });
});
