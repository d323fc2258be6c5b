import { openSync, truncateSync, writeFileSync } from 'node:fs';
import { runCommand } from '../../../dev/run-command.mjs';

/** xfs takes nothing smaller than 300 MB. The file is sparse. */
const SIZE_BYTES = 512 * 1024 * 1024;

/**
 * A blank volume: a loop device over a file. It lasts as long as this process or a machine that has it mounted, however they end.
 * @param {{ id: string, file: string }} options
 * @returns {Promise<import('../cloud/instance.mjs').Volume>}
 */
export async function makeVolume({ id, file }) {
  writeFileSync(file, '');
  truncateSync(file, SIZE_BYTES);
  const { code, stdout, stderr } = await runCommand('losetup', ['--find', '--show', file]);
  if (code !== 0) throw new Error(`losetup: ${stderr.trim()}`);
  const device = stdout.trim();
  // Held open, and detached: the kernel takes it away when the last one closes it.
  openSync(device, 'r');
  await runCommand('losetup', ['--detach', device]);
  return { id, device };
}
