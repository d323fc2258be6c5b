import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../../../dev/run-command.mjs';
import { renderKeys } from '../../../nats-accounts/keys.mjs';
import { makeInstance } from '../cloud/instance.mjs';
import { METADATA_ADDRESS, serveCloud } from '../cloud/serve-cloud.mjs';
import { makeLocalCa } from '../local-ca.mjs';
import { applyUserData, startMachine } from '../machine/start-machine.mjs';
import { readCloudConfig } from '../read-cloud-config.mjs';
import { makeVolume } from './make-volume.mjs';

/**
 * A launched node: the instance as AWS sees it, the machine it is, and the end of its boot script.
 * @typedef {object} Launched
 * @property {import('../cloud/instance.mjs').Instance} instance
 * @property {import('../machine/start-machine.mjs').Machine} machine
 * @property {() => Promise<number>} booted exit code of boot.sh
 * @property {(unit?: string) => string} log what a unit printed, nats-boot.service if not said
 * @property {(script: string, ...args: string[]) => Promise<import('../../../dev/run-command.mjs').CommandResult>} script runs one
 *   of the node's scripts
 */
/**
 * @typedef {object} Lab
 * @property {import('./given.mjs').GivenLab} given
 * @property {import('../local-ca.mjs').LocalCa} ca
 * @property {ReadonlyMap<string, string>} names what the nodes registered, address by name
 * @property {Map<string, Launched>} nodes the living ones by name
 * @property {(node: string, options?: { faults?: import('../cloud/instance.mjs').Faults, volume?: import('../cloud/instance.mjs').Volume })
 *   => Promise<Launched>} launch with a volume of its own it is a stranger, not one of `nodes`
 * @property {(node: string) => Promise<void>} kill a power cut
 * @property {(name: string) => Promise<import('../cloud/instance.mjs').Volume>} addVolume
 * @property {() => Promise<void>} close
 */

const BRIDGE_ADDRESS = '10.77.0.1';

/** @param {import('./given.mjs').GivenLab} given @returns {Promise<Lab>} */
export async function openLab(given) {
  const { folder, rendered } = given;
  await must('mount', ['-t', 'tmpfs', 'lab', folder]);
  const hostsFile = join(folder, 'hosts');
  writeFileSync(hostsFile, '127.0.0.1 localhost\n');
  await must('mount', ['--bind', hostsFile, '/etc/hosts']);
  await must('ip', ['link', 'set', 'lo', 'up']);
  // An address of its own: it would else take one of its ports', and change it when that machine is killed.
  await must('ip', ['link', 'add', 'lab', 'address', '02:00:00:00:00:01', 'type', 'bridge']);
  await must('ip', ['addr', 'add', `${BRIDGE_ADDRESS}/24`, 'dev', 'lab']);
  await must('ip', ['addr', 'add', `${METADATA_ADDRESS}/32`, 'dev', 'lab']);
  await must('ip', ['link', 'set', 'lab', 'up']);

  const ca = await makeLocalCa(join(folder, 'ca'));
  /** @type {Map<string, import('../cloud/instance.mjs').Instance>} */
  const instances = new Map();
  /** @type {Map<string, import('../machine/start-machine.mjs').Machine>} */
  const machines = new Map();
  /** @type {Map<string, import('../cloud/instance.mjs').Volume>} */
  const volumes = new Map();
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Map<string, Launched>} */
  const nodes = new Map();
  const stopCloud = await serveCloud({
    cloud: { ca, objects: objectsOf(given, ca), names, certificates: new Map(), publishNames, plugIn },
    instances,
  });
  let launches = 0;

  /** In place: the machines have this very file. @param {ReadonlyMap<string, string>} registered */
  function publishNames(registered) {
    const lines = [...registered].map(([name, address]) => `${address} ${name}\n`);
    writeFileSync(hostsFile, `127.0.0.1 localhost\n${lines.join('')}`);
  }

  /** @param {import('../cloud/instance.mjs').Instance} instance @param {string} path */
  async function plugIn({ address, volume }, path) {
    const minor = volume.device.replace('/dev/loop', '');
    await machines.get(address)?.run('mknod', [path, 'b', '7', minor]);
  }

  const addVolume = async (/** @type {string} */ name) => {
    const volume = await makeVolume({ id: `vol-0${name.replace(/\W/g, '')}`, file: join(folder, `${name}.img`) });
    volumes.set(name, volume);
    return volume;
  };

  /** @type {Lab['launch']} */
  const launch = async (node, { faults, volume } = {}) => {
    const number = ++launches;
    const address = `10.77.0.${10 + number}`;
    const machine = await startMachine({ folder: join(folder, 'machines'), name: `i${number}`, address, hostsFile });
    const instance = makeInstance({
      id: `i-0${String(number).padStart(16, '0')}`,
      node,
      groupName: String(rendered.nodes[node]?.group_name),
      address,
      volume: volume ?? volumes.get(node) ?? (await addVolume(node)),
      ...(faults && { faults }),
    });
    instances.set(address, instance);
    machines.set(address, machine);
    const launched = toLaunched(instance, machine);
    if (!volume) nodes.set(node, launched);
    // The group takes a moment until it waits for the answer.
    const waiting = delay(500).then(() => void (instance.state = 'Pending:Wait'));
    await applyUserData(machine, readCloudConfig(String(rendered.userData[node])));
    await waiting;
    return launched;
  };

  const kill = async (/** @type {string} */ node) => {
    const { instance, machine } = /** @type {Launched} */ (nodes.get(node));
    nodes.delete(node);
    await machine.kill();
    machines.delete(instance.address);
    // EC2 lets go of the volumes of an instance that is gone.
    if (instance.volume.holder === instance) delete instance.volume.holder;
  };

  const close = async () => {
    await Promise.allSettled([...machines.values()].map((machine) => machine.kill()));
    stopCloud();
  };
  mkdirSync(join(folder, 'machines'));
  return { given, ca, names, nodes, launch, kill, addVolume, close };
}

/** @param {import('./given.mjs').GivenLab} given @param {import('../local-ca.mjs').LocalCa} ca */
function objectsOf({ rendered, accountsConf, keys, releases }, ca) {
  /** @type {Map<string, Buffer | string>} */
  const objects = new Map(Object.entries(rendered.natsConf).map(([node, text]) => [`nodes/${node}/nats.conf`, text]));
  objects.set('shared/accounts.conf', accountsConf);
  objects.set('shared/nkeys.conf', renderKeys(keys));
  objects.set('shared/ca.pem', ca.pem);
  for (const { key, file } of releases) objects.set(key, readFileSync(file));
  return objects;
}

/**
 * @param {import('../cloud/instance.mjs').Instance} instance
 * @param {import('../machine/start-machine.mjs').Machine} machine
 * @returns {Launched}
 */
function toLaunched(instance, machine) {
  const read = (/** @type {string} */ path) => {
    try {
      return readFileSync(join(machine.root, path), 'utf8');
    } catch {
      return '';
    }
  };
  return {
    instance,
    machine,
    booted: async () => {
      const status = '/run/units/nats-boot.service.status';
      const wait = `until [ -e ${status} ]; do sleep 0.1; done; cat ${status}`;
      const { code, stdout } = await machine.run('sh', ['-c', wait], { timeoutMs: 80_000 });
      return code === 0 ? Number(stdout) : code;
    },
    log: (unit = 'nats-boot.service') => read(`var/log/units/${unit}.log`),
    script: (script, ...args) => machine.run(`/usr/local/lib/nats-node/${script}`, args),
  };
}

/** @param {string} program @param {readonly string[]} args */
async function must(program, args) {
  const { code, stderr } = await runCommand(program, args, { timeoutMs: 20_000 });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`);
}
