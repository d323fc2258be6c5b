import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ readonly adminUser: string, readonly adminPassword: string, readonly serviceSecret: string }} DevSecrets */

/**
 * The secrets of this checkout's development stack, made once and readable by its user only.
 * @param {string} dataDir
 * @returns {DevSecrets}
 */
export function devSecrets(dataDir) {
  const file = join(dataDir, 'dev-secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const secrets = {
    adminUser: 'admin',
    adminPassword: randomBytes(12).toString('base64url'),
    serviceSecret: randomBytes(32).toString('base64url'),
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  return secrets;
}
