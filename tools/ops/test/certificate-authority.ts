import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CA in a folder, and certificates of it: what AWS Private CA is to the nodes. */
export class CertificateAuthority {
  readonly caFile: string;
  readonly #dir: string;
  readonly #caKey: string;

  constructor(dir: string) {
    this.#dir = dir;
    this.caFile = join(dir, 'ca.pem');
    this.#caKey = join(dir, 'ca.key');
    const subject = ['-subj', '/CN=test CA', '-keyout', this.#caKey, '-out', this.caFile];
    openssl('req', '-x509', ...EC_KEY, '-nodes', '-days', '30', ...subject);
  }

  /** Writes key and certificate for a name, in place of those that are there. */
  issue(name: string, days: number, to: { readonly keyFile: string; readonly certFile: string }): void {
    const request = join(this.#dir, 'request.pem');
    const extensions = join(this.#dir, 'extensions.cnf');
    writeFileSync(extensions, `subjectAltName=DNS:${name}\n`);
    openssl('req', ...EC_KEY, '-nodes', '-subj', `/CN=${name}`, '-keyout', to.keyFile, '-out', request);
    const signer = ['-CA', this.caFile, '-CAkey', this.#caKey, '-CAcreateserial', '-extfile', extensions];
    openssl('x509', '-req', '-in', request, ...signer, '-days', String(days), '-out', to.certFile);
  }
}

const EC_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'] as const;

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'ignore' });
}
