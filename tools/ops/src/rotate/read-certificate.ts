import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';

/** The certificate a server shows. */
export interface ShownCertificate {
  readonly serial: string;
  readonly notAfter: Date;
}

export interface CertificatePlace {
  readonly host: string;
  readonly port: number;
  /** The name it must be for. */
  readonly name: string;
  /** PEM of the CA; the system's where undefined. */
  readonly ca: string | undefined;
}

const TIMEOUT_MS = 10_000;

/**
 * Makes a TLS handshake with a nats-server, which greets in plain text first, and returns the certificate it shows.
 * @throws Error when it is not of the CA or not for the name
 */
export async function readCertificate({ host, port, name, ca }: CertificatePlace): Promise<ShownCertificate> {
  const plain = connectTcp({ host, port });
  plain.setTimeout(TIMEOUT_MS, () => plain.destroy(new Error(`${host}:${port} is silent`)));
  let secure: TLSSocket | undefined;
  try {
    await greeting(plain);
    secure = connectTls({ socket: plain, servername: name, ...(ca === undefined ? {} : { ca }) });
    await new Promise<void>((resolve, reject) => secure?.once('secureConnect', resolve).once('error', reject));
    const { serialNumber, valid_to: validTo } = secure.getPeerCertificate();
    return { serial: serialNumber, notAfter: new Date(validTo) };
  } finally {
    secure?.destroy();
    plain.destroy();
  }
}

function greeting(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(new Error('the server closed the connection'));
    socket.once('error', reject).once('close', onClose);
    let text = '';
    // Nothing of the handshake is read away: behind its line the server waits for us.
    const onReadable = (): void => {
      text += String(socket.read() ?? '');
      if (!/^INFO .*\r?\n/.test(text)) return;
      socket.off('readable', onReadable).off('close', onClose).off('error', reject);
      resolve();
    };
    socket.on('readable', onReadable);
  });
}
