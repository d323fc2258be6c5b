import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { installedProgram } from '../../dev/setup/server-program.mjs';
import { makeKeys, renderKeys } from '../../nats-accounts/keys.mjs';
import { givenActions, neededActions } from '../nats/aws-calls.mjs';
import { missingSettings } from '../nats/demanded-settings.mjs';
import { givenCluster, ZONE } from '../nats/given-cluster.mjs';
import { makeLocalCa } from '../nats/local-ca.mjs';
import { readCloudConfig } from '../nats/read-cloud-config.mjs';
import { renderCluster } from '../nats/render-cluster.mjs';

/** @type {import('../check.mjs').Check} */
export const check = {
  name: 'nats-config',
  about:
    'the rendered nats.conf of every node through nats-server -t; the role of every node against what its scripts call',
  run: async ({ root, tmpDir, log, signal }) => {
    /** @type {string[]} */
    const failures = [];
    /** @type {string[]} */
    const notExercised = [];
    let passed = 0;
    const note = (/** @type {boolean} */ isSo, /** @type {() => string} */ reason) =>
      isSo ? passed++ : failures.push(reason());

    const server = await installedProgram('nats-server');
    const sizes = {
      always: givenCluster(),
      'every 2 minutes': givenCluster({ jetstream: { sync_interval: '2m' }, node_count: 3 }),
    };
    for (const [writesThrough, variables] of Object.entries(sizes)) {
      const folder = join(tmpDir, writesThrough.replaceAll(' ', '-'));
      mkdirSync(folder);
      const rendered = await renderCluster(variables, { root, tmpDir: folder, signal });
      if (typeof rendered === 'string') return { passed: 0, failures: [], skipped: rendered };

      for (const [node, policy] of Object.entries(rendered.policies)) {
        const scripts = readCloudConfig(String(rendered.userData[node])).write_files.filter(({ path }) =>
          path.endsWith('.sh'),
        );
        const needed = neededActions(scripts.map(({ content }) => content));
        const given = givenActions(policy);
        const missing = [...needed].filter((action) => !given.has(action));
        const idle = [...given].filter((action) => !needed.has(action));
        note(
          missing.length + idle.length === 0,
          () => `${node}: missing ${missing.join(', ') || 'nothing'}, never used ${idle.join(', ') || 'nothing'}`,
        );
      }
      for (const [node, conf] of Object.entries(rendered.natsConf)) {
        const missing = missingSettings(String(conf));
        note(missing.length === 0, () => `nats.conf of ${node}: ${missing.join('; ')}`);
      }
      if (!server) continue;
      const place = await preparePlace(root, folder);
      for (const [node, conf] of Object.entries(rendered.natsConf)) {
        const { code, stderr } = await tryConfig(server.file, place, conf);
        note(code === 0, () => `nats.conf of ${node}, written through ${writesThrough}: ${stderr}`);
      }
      // The server must be one that would say no.
      const broken = `${rendered.natsConf['nats-0']}\nmax_payloads: 1\n`;
      note((await tryConfig(server.file, place, broken)).code !== 0, () => 'nats-server takes a misspelt setting');
    }
    if (server) log(`nats-server ${server.version}`);
    else notExercised.push('nats.conf through nats-server -t: there is no nats-server here (npm run setup)');
    return { passed, failures, notExercised };
  },
};

/**
 * The files a node would have beside its nats.conf.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<string>} what stands for /etc/nats
 */
async function preparePlace(root, folder) {
  const place = join(folder, 'etc-nats');
  const tls = join(place, 'tls/current');
  const config = join(place, 'config/current');
  for (const each of [tls, config]) mkdirSync(each, { recursive: true });
  const ca = await makeLocalCa(join(folder, 'ca'));
  const request = [
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    join(tls, 'key.pem'),
  ];
  const { stdout } = await runCommand('openssl', [...request, '-subj', `/CN=nats-0.${ZONE}`], { timeoutMs: 20_000 });
  writeFileSync(join(tls, 'cert.pem'), await ca.sign(stdout, 7));
  writeFileSync(join(config, 'ca.pem'), ca.pem);
  writeFileSync(join(config, 'accounts.conf'), readFileSync(join(root, 'deploy/nats/accounts.conf')));
  /** @type {{ name: string }[]} */
  const users = JSON.parse(readFileSync(join(root, 'deploy/nats/users.json'), 'utf8'));
  writeFileSync(join(config, 'nkeys.conf'), renderKeys(makeKeys(users.map(({ name }) => name))));
  return place;
}

/** As on a node, but for the folders. @param {string} server @param {string} place @param {string} conf */
async function tryConfig(server, place, conf) {
  const file = join(place, 'config/current/nats.conf');
  writeFileSync(file, conf.replaceAll('/etc/nats/', `${place}/`).replaceAll('/var/lib/nats/', `${place}/data/`));
  return runCommand(server, ['-t', '-c', file], { timeoutMs: 20_000 });
}
