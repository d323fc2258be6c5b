import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';

/**
 * Stands in for ACM Private CA, by openssl: what the template EndEntityCertificate/V1 does, names from the request, both TLS
 * uses, no right to sign.
 * @typedef {object} LocalCa
 * @property {string} pem
 * @property {string} file
 * @property {(requestPem: string, days: number) => Promise<string>} sign gives the certificate
 */

/** @param {string} folder @returns {Promise<LocalCa>} */
export async function makeLocalCa(folder) {
  await mkdir(folder, { recursive: true });
  const key = join(folder, 'ca.key');
  const file = join(folder, 'ca.pem');
  await openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', key);
  await openssl('req', '-x509', '-new', '-key', key, '-days', '30', '-subj', '/CN=lab', '-out', file);
  const uses = join(folder, 'uses.cnf');
  writeFileSync(
    uses,
    'basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n',
  );
  return {
    pem: readFileSync(file, 'utf8'),
    file,
    sign: async (requestPem, days) => {
      const scratch = await mkdtemp(join(folder, 'signed-'));
      const request = join(scratch, 'request.pem');
      const certificate = join(scratch, 'cert.pem');
      writeFileSync(request, requestPem);
      const args = ['x509', '-req', '-in', request, '-CA', file, '-CAkey', key, '-days', String(days)];
      await openssl(...args, '-copy_extensions', 'copyall', '-extfile', uses, '-out', certificate);
      return readFileSync(certificate, 'utf8');
    },
  };
}

/** @param {readonly string[]} args */
async function openssl(...args) {
  const { code, stderr } = await runCommand('openssl', args, { timeoutMs: 20_000 });
  if (code !== 0) throw new Error(`openssl ${args[0]}: ${stderr.trim()}`);
}
