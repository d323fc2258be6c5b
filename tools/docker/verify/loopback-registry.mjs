import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const START_TIMEOUT_MS = 10_000;
/** A registry has only what it is asked for; without a word, it translates into older kinds. */
const MANIFEST_KINDS = [
  'docker.distribution.manifest.v2',
  'docker.distribution.manifest.list.v2',
  'oci.image.manifest.v1',
  'oci.image.index.v1',
];

/**
 * A registry on loopback, as Debian packages it.
 * @typedef {object} LoopbackRegistry
 * @property {string} host `127.0.0.1:12345`
 * @property {(path: string) => Promise<Buffer>} get something below /v2/
 * @property {() => Promise<void>} stop
 */

/**
 * @param {{ dir: string, port: number }} options `dir` keeps its images
 * @returns {Promise<LoopbackRegistry>}
 * @throws {Error} with what it said when it does not start
 */
export async function startRegistry({ dir, port }) {
  const host = `127.0.0.1:${port}`;
  const config = join(dir, 'config.yml');
  await mkdir(dir, { recursive: true });
  await writeFile(
    config,
    `version: 0.1\nlog: { level: warn }\nstorage: { filesystem: { rootdirectory: ${JSON.stringify(dir)} } }\nhttp: { addr: "${host}" }\n`,
  );
  const child = spawn('docker-registry', ['serve', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = once(child, 'exit');
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.removeListener('exit', killWithUs));
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await ended;
  };
  const get = async (/** @type {string} */ path) => {
    const accept = MANIFEST_KINDS.map((kind) => `application/vnd.${kind}+json`).join(', ');
    const response = await fetch(`http://${host}/v2/${path}`, { headers: { accept } });
    if (!response.ok) throw new Error(`the registry answers ${response.status} to ${path}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const deadlineMs = performance.now() + START_TIMEOUT_MS;
  while (
    !(await get('').then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null || performance.now() > deadlineMs) {
      await stop();
      throw new Error(`docker-registry does not start: ${said.trim()}`);
    }
    await delay(50);
  }
  return { host, get, stop };
}
