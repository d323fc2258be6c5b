import { createServer } from 'node:http';
import { answerAws, AwsError } from './answer-aws.mjs';

/** Where every instance finds its metadata; the stand-in of the aws command line asks here too. */
export const METADATA_ADDRESS = '169.254.169.254';

/**
 * Serves the instance metadata (version 2 only) and the calls of the aws command line. Who asks is told by the address.
 * @param {{ cloud: import('./answer-aws.mjs').Cloud, instances: ReadonlyMap<string, import('./instance.mjs').Instance> }} options
 *   `instances` by address
 * @returns {Promise<() => void>} ends it
 */
export async function serveCloud({ cloud, instances }) {
  const server = createServer(async (request, response) => {
    const instance = instances.get(String(request.socket.remoteAddress));
    const url = String(request.url);
    if (!instance) return void response.writeHead(403).end();
    if (url === '/aws') {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const words = new URLSearchParams(body).getAll('word');
      instance.calls.push(words);
      try {
        response.end(await answerAws(words, instance, cloud));
      } catch (error) {
        response.writeHead(error instanceof AwsError ? 400 : 500).end(`An error occurred: ${error}\n`);
      }
      return;
    }
    if (url === '/latest/api/token' && request.method === 'PUT') return void response.end(`token-of-${instance.id}`);
    if (request.headers['x-aws-ec2-metadata-token'] !== `token-of-${instance.id}`)
      return void response.writeHead(401).end();
    const item = metadataOf(instance)[url.replace('/latest/meta-data/', '')];
    if (item === undefined) response.writeHead(404).end();
    else response.end(item);
  });
  await new Promise((resolve, reject) =>
    server.once('error', reject).listen(80, METADATA_ADDRESS, () => resolve(undefined)),
  );
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** @param {import('./instance.mjs').Instance} instance @returns {Record<string, string>} */
function metadataOf({ id, address, target }) {
  return { 'instance-id': id, 'local-ipv4': address, 'autoscaling/target-lifecycle-state': target };
}
