import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rootPrefix } from '../../../dev/setup/apt-package.mjs';
import { runCommand } from '../../../dev/run-command.mjs';

const PROGRAMS = [
  'unshare',
  'nsenter',
  'ip',
  'mount',
  'losetup',
  'mkfs.ext4',
  'resize2fs',
  'blkid',
  'setpriv',
  'useradd',
  'openssl',
  'curl',
  'pgrep',
];

/** @returns {Promise<string | undefined>} why the lab cannot be had on this machine */
export async function whyNoLab() {
  if (process.platform !== 'linux') return 'needs Linux: the nodes are namespaces';
  const prefix = await rootPrefix();
  if (prefix === undefined) return 'needs root (or sudo without a password): the nodes are namespaces with volumes';
  const lookUp = PROGRAMS.map((program) => `command -v ${program} >/dev/null || echo ${program}`).join('; ');
  const [program = 'sh', ...args] = [...prefix, 'sh', '-c', `PATH=$PATH:/usr/sbin:/sbin; ${lookUp}`];
  const { stdout } = await runCommand(program, args, { timeoutMs: 20_000 });
  if (stdout.trim()) return `needs ${stdout.trim().split('\n').join(', ')}`;
  const trial =
    'd=$(mktemp -d) && mount -t tmpfs t "$d" && mkdir "$d/u" "$d/w" "$d/r" && mount -t overlay o -o "lowerdir=/,upperdir=$d/u,workdir=$d/w" "$d/r" && ip link add lab type bridge && losetup --find >/dev/null; code=$?; umount --recursive --lazy "$d"; rmdir "$d"; exit $code';
  const [first = 'sh', ...rest] = [
    ...prefix,
    'unshare',
    '--mount',
    '--net',
    'sh',
    '-c',
    `PATH=$PATH:/usr/sbin:/sbin; ${trial}`,
  ];
  const tried = await runCommand(first, rest, { timeoutMs: 20_000 });
  return tried.code === 0 ? undefined : `this machine does not allow it: ${tried.stderr.trim()}`;
}

/**
 * Runs the lab in namespaces of its own, so that nothing of it stays, however it ends.
 * @param {Omit<import('./given.mjs').GivenLab, 'folder'>} given
 * @param {{ tmpDir: string, signal: AbortSignal, onFinding: (finding: import('./report.mjs').Finding) => void }} options
 * @returns {Promise<{ code: number, stderr: string }>}
 */
export async function runLab(given, { tmpDir, signal, onFinding }) {
  const folder = join(tmpDir, 'lab');
  await mkdir(folder);
  const file = join(tmpDir, 'given.json');
  writeFileSync(file, JSON.stringify({ ...given, folder }), { mode: 0o600 });
  const namespaces = [
    '--mount',
    '--net',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'private',
  ];
  const words = [
    ...((await rootPrefix()) ?? []),
    'unshare',
    ...namespaces,
    process.execPath,
    join(import.meta.dirname, 'main.mjs'),
    file,
  ];
  const { code, stderr } = await runCommand(String(words[0]), words.slice(1), {
    env: { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
    timeoutMs: 180_000,
    signal,
    onLine: (line) => {
      if (line.startsWith('{')) onFinding(JSON.parse(line));
    },
  });
  return { code, stderr };
}
