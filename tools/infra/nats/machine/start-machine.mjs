import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { runCommand } from '../../../dev/run-command.mjs';

/**
 * A machine of the lab: a process, mount and network namespace with a file system of its own over this one's, and one address.
 * @typedef {object} Machine
 * @property {string} address
 * @property {string} root its file system, seen from here
 * @property {(program: string, args?: readonly string[], options?: { timeoutMs?: number }) =>
 *   Promise<import('../../../dev/run-command.mjs').CommandResult>} run runs a program inside
 * @property {() => Promise<void>} kill as a power cut: everything inside is gone at once
 */

/** What a launched node must not find of the machine this runs on. */
const HIDDEN = ['etc/nats', 'var/lib/nats', 'usr/local/bin/nats-server', 'usr/local/lib/nats-node'];

/**
 * @param {{ folder: string, name: string, address: string, hostsFile: string }} options `folder` on a tmpfs; `name` of at most 11
 *   characters, for its cable
 * @returns {Promise<Machine>}
 */
export async function startMachine({ folder, name, address, hostsFile }) {
  const root = join(folder, name, 'root');
  for (const part of ['root', 'upper', 'work']) mkdirSync(join(folder, name, part), { recursive: true });
  const layers = `lowerdir=/,upperdir=${join(folder, name, 'upper')},workdir=${join(folder, name, 'work')}`;
  await must('mount', ['-t', 'overlay', 'overlay', '-o', layers, root]);
  for (const path of HIDDEN) rmSync(join(root, path), { recursive: true, force: true });
  for (const [standIn, path] of [
    ['aws.sh', 'usr/local/bin/aws'],
    ['systemctl.sh', 'usr/local/bin/systemctl'],
  ]) {
    const target = join(root, String(path));
    rmSync(target, { force: true });
    cpSync(join(import.meta.dirname, String(standIn)), target);
    chmodSync(target, 0o755);
  }
  const hold = [join(import.meta.dirname, 'hold.sh'), root, hostsFile];
  const namespaces = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
  const holder = spawn('unshare', [...namespaces, 'bash', ...hold], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise((resolve) => holder.once('close', resolve));
  const pid = await childOf(Number(holder.pid));
  await must('ip', ['link', 'add', `v-${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', pid]);
  await must('ip', ['link', 'set', `v-${name}`, 'master', 'lab', 'up']);
  const inside = ['--target', pid, '--mount', '--net', '--pid', '--root', '--wd', '--'];
  const run = (
    /** @type {string} */ program,
    /** @type {readonly string[]} */ args = [],
    { timeoutMs = 60_000 } = {},
  ) =>
    runCommand('nsenter', [...inside, program, ...args], {
      timeoutMs,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', HOME: '/root', LC_ALL: 'C' },
    });
  const setUp = `ip addr add ${address}/24 dev eth0 && ip link set eth0 up && ip route add 169.254.169.254 dev eth0`;
  const wired = await run('sh', ['-c', setUp]);
  if (wired.code !== 0) throw new Error(`${name} has no network: ${wired.stderr}`);
  return {
    address,
    root,
    run,
    kill: async () => {
      if (holder.exitCode === null && holder.signalCode === null) {
        await runCommand('kill', ['-KILL', pid]);
        await ended;
      }
      await runCommand('ip', ['link', 'delete', `v-${name}`]);
      await runCommand('umount', ['--lazy', root]);
    },
  };
}

/**
 * Does what cloud-init would: users, files, commands.
 * @param {Machine} machine
 * @param {{ users: readonly { name: string }[], write_files: readonly { path: string, permissions: string, content: string }[],
 *   runcmd: readonly (readonly string[])[] }} cloudConfig
 */
export async function applyUserData(machine, cloudConfig) {
  for (const { name } of cloudConfig.users) {
    await machine.run('userdel', [name]);
    const { code, stderr } = await machine.run('useradd', ['--system', '--user-group', '--no-create-home', name]);
    if (code !== 0) throw new Error(`useradd ${name}: ${stderr}`);
  }
  for (const { path, permissions, content } of cloudConfig.write_files) {
    const file = join(machine.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, Number.parseInt(permissions, 8));
  }
  for (const [program, ...args] of cloudConfig.runcmd) {
    const { code, stderr } = await machine.run(String(program), args);
    if (code !== 0) throw new Error(`runcmd ${program} ${args.join(' ')}: ${stderr}`);
  }
}

/** @param {number} pid @returns {Promise<string>} */
async function childOf(pid) {
  for (let tries = 0; tries < 100; tries++) {
    const { stdout } = await runCommand('pgrep', ['--parent', String(pid)]);
    // It is the machine's first process once it is no longer setting up.
    const child = stdout.trim().split('\n')[0];
    if (child && (await runCommand('pgrep', ['--parent', child, '-x', 'sleep'])).code === 0) return child;
    await delay(20);
  }
  throw new Error('the machine did not start');
}

/** @param {string} program @param {readonly string[]} args */
async function must(program, args) {
  const { code, stderr } = await runCommand(program, args, { timeoutMs: 20_000 });
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr.trim()}`);
}
