import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'nats';
import { runCommand } from '../../../dev/run-command.mjs';
import { ZONE } from '../given-cluster.mjs';
import { connectAs } from '../lab/clients.mjs';
import { expect } from '../lab/report.mjs';

/** Clients that know the CA and have a key. @param {import('../lab/open-lab.mjs').Lab} lab */
export async function admitFriends(lab) {
  for (const node of lab.nodes.keys()) {
    const client = await connectAs(lab, { nodes: [node] }).catch(String);
    expect(`a client that trusts the CA knows ${node} by its name`, typeof client !== 'string', () => String(client));
    if (typeof client !== 'string') await client.close();
  }
}

/** Who does not get in: by TLS, key, name of a route. @param {import('../lab/open-lab.mjs').Lab} lab */
export async function refuseStrangers(lab) {
  const [address = ''] = lab.names.values();
  const tls = { caFile: lab.ca.file };
  const servers = `tls://nats-0.${ZONE}:4222`;
  await refused('a client without a key', { servers, tls }, /authorization violation/i);
  await refused('a client that does not trust the CA', { servers, tls: {} }, /certificate|self.signed|issuer/i);
  await refused(
    'a client that expects another name',
    { servers: `tls://${address}:4222`, tls },
    /altnames|cert's list/i,
  );
  await refuseStrangeRoute(lab);
}

/** @param {string} who @param {import('nats').ConnectionOptions} options @param {RegExp} why what the refusal says */
async function refused(who, options, why) {
  const outcome = await connect({ ...options, timeout: 5_000, reconnect: false }).catch(
    (error) => `${error} ${error.chainedError}`,
  );
  expect(`${who} is refused`, typeof outcome === 'string' && why.test(outcome), () => String(outcome));
  if (typeof outcome !== 'string') await outcome.close();
}

/** A certificate of the CA is not enough for a route: its name must be that of a node. @param {import('../lab/open-lab.mjs').Lab} lab */
async function refuseStrangeRoute(lab) {
  const folder = join(lab.given.folder, 'stranger');
  const key = join(folder, 'key.pem');
  const request = join(folder, 'request.pem');
  const make = `mkdir ${folder} && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${key} -subj /CN=stranger -addext subjectAltName=DNS:stranger.${ZONE} -out ${request} && cat ${request}`;
  const { stdout } = await runCommand('sh', ['-c', make], { timeoutMs: 10_000 });
  const cert = join(folder, 'cert.pem');
  writeFileSync(cert, await lab.ca.sign(stdout, 1));
  const config = join(folder, 'nats.conf');
  const routes = Object.keys(lab.given.rendered.nodes).map((node) => `"tls://${node}.${ZONE}:6222"`);
  const files = `cert_file: "${cert}", key_file: "${key}", ca_file: "${lab.ca.file}"`;
  writeFileSync(
    config,
    `server_name: stranger\nlisten: "127.0.0.1:4222"\ncluster { name: lab, listen: "127.0.0.1:6222", routes: [${routes.join(', ')}], tls { ${files} } }\n`,
  );
  const [launched] = lab.nodes.values();
  const program = join(String(launched?.machine.root), 'usr/local/bin/nats-server');
  const stop = new AbortController();
  const running = runCommand(program, ['-c', config], { signal: stop.signal });
  await delay(2_500);
  const known = await Promise.all(
    [...lab.nodes.values()].map(({ machine }) => machine.run('curl', ['--silent', 'http://127.0.0.1:8222/routez'])),
  );
  stop.abort();
  const { stderr } = await running;
  const tried = /Error trying to connect|TLS|route/i.test(stderr);
  expect(
    'a route with a certificate of the CA but a strange name is refused',
    tried && known.every(({ stdout: routez }) => !routez.includes('"remote_name": "stranger"')),
    () => stderr.slice(-1500),
  );
}
