import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { RingKey } from '../domain/key-ring.js';
import { newId } from './new-id.js';
import type { Seal } from './seal.js';

const generate = promisify(generateKeyPair);

/** An Ed25519 key pair, its private half sealed. */
export async function createSigningKey(seal: Seal, nowMs: number): Promise<RingKey> {
  const { publicKey, privateKey } = await generate('ed25519');
  return {
    kid: newId('key', nowMs),
    createdMs: nowMs,
    supersededMs: undefined,
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    sealedPrivateKey: seal.close(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
  };
}

/** @throws Error when it was sealed with another secret */
export function privateKeyOf({ sealedPrivateKey }: RingKey, seal: Seal): KeyObject {
  return createPrivateKey(seal.open(sealedPrivateKey));
}

export function publicKeyOf({ publicKey }: RingKey): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: publicKey } });
}
