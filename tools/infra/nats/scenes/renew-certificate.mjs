import { connectAs } from '../lab/clients.mjs';
import { expect } from '../lab/report.mjs';

const NODE = 'nats-1';

/** A new certificate while clients are connected; and a CA that does not answer then. @param {import('../lab/open-lab.mjs').Lab} lab */
export async function renewCertificate(lab) {
  const launched = /** @type {import('../lab/open-lab.mjs').Launched} */ (lab.nodes.get(NODE));
  const { instance, machine, script } = launched;
  const shown = async () => {
    const ends = await machine.run('curl', ['--silent', 'http://127.0.0.1:8222/varz']);
    const serial = await machine.run('openssl', ['x509', '-in', '/etc/nats/tls/current/cert.pem', '-noout', '-serial']);
    return { file: serial.stdout, loadedAt: JSON.parse(ends.stdout).config_load_time };
  };
  const client = await connectAs(lab, { nodes: [NODE] });
  /** @type {string[]} */
  const events = [];
  void (async () => {
    for await (const { type } of client.status()) events.push(type);
  })();
  try {
    const id = client.info?.client_id;
    const before = await shown();
    const early = await script('renew-certificate.sh');
    expect(
      'a certificate that is not due stays',
      early.code === 0 && (await shown()).file === before.file,
      () => early.stderr,
    );
    const renewed = await script('renew-certificate.sh', 'now');
    const after = await shown();
    expect(
      `${NODE} gets a new certificate and loads it`,
      renewed.code === 0 && after.file !== before.file && after.loadedAt !== before.loadedAt,
      () => renewed.stderr,
    );
    expect(
      'a new connection sees the new certificate',
      (await servedSerial(launched)) === after.file.trim(),
      () => after.file,
    );
    await client.flush();
    expect('a connected client stays connected', client.info?.client_id === id && !events.includes('disconnect'), () =>
      events.join(', '),
    );

    instance.faults.ca = 'silent';
    const refused = await script('renew-certificate.sh', 'now');
    delete instance.faults.ca;
    expect(
      'a renewal without an answer fails and keeps the certificate',
      refused.code !== 0 && (await shown()).file === after.file,
      () => refused.stderr,
    );
    const refreshed = await script('fetch-config.sh', 'refresh');
    await client.flush();
    expect(
      'a refreshed configuration is loaded, and clients stay',
      refreshed.code === 0 && !events.includes('disconnect'),
      () => refreshed.stderr,
    );
    await machine.run('sh', ['-c', 'true']);
    const metrics = await script('publish-metrics.sh');
    const [, , ...words] = instance.calls.at(-1) ?? [];
    expect(
      'its metrics say healthy, and how long the certificate is good',
      metrics.code === 0 &&
        /Healthy,Unit=Count,Value=1,/.test(words.join(' ')) &&
        /CertificateHoursLeft,Unit=Count,Value=16[67],/.test(words.join(' ')),
      () => metrics.stderr + words.join(' '),
    );
  } finally {
    await client.close();
  }
}

/** @param {import('../lab/open-lab.mjs').Launched} launched @returns {Promise<string>} the serial a new connection gets, as openssl prints it */
async function servedSerial({ machine }) {
  const { createConnection } = await import('node:net');
  const { connect } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const socket = createConnection(4222, machine.address);
    // The server speaks first, in plain text; then TLS begins.
    socket.once('data', () => {
      const secure = connect({ socket, rejectUnauthorized: false }, () => {
        resolve(`serial=${secure.getPeerCertificate().serialNumber}`);
        secure.destroy();
      });
      secure.once('error', reject);
    });
    socket.once('error', reject);
  });
}
