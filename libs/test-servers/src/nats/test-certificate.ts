import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A certificate for 127.0.0.1 that is its own authority. */
export interface TestCertificate {
  readonly certFile: string;
  readonly keyFile: string;
  /** What clients verify it with. */
  readonly caFile: string;
}

const DAYS = '2';

/**
 * Makes a certificate in a folder, good for two days.
 *
 * @throws Error when there is no openssl, or what it complains of
 */
export async function createTestCertificate(dir: string): Promise<TestCertificate> {
  const [keyFile, certFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  try {
    await promisify(execFile)('openssl', ['req', '-x509', ...key, '-days', DAYS, '-out', certFile, ...names]);
  } catch (error) {
    throw new Error('openssl could not make a certificate', { cause: error });
  }
  return { certFile, keyFile, caFile: certFile };
}
