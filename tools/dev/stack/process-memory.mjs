import { readFile } from 'node:fs/promises';
import { runCommand } from '../run-command.mjs';

/**
 * What a process takes of the machine's memory: its own pages, and its share of those that several processes have in common (the
 * program itself, mostly), so that the numbers of all processes add up to what is used.
 * @param {number} pid
 * @returns {Promise<number>} where the system does not tell shares, all it has mapped; 0 when it cannot be told
 */
export async function processMemoryBytes(pid) {
  const shares = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const kib =
    /^Pss:\s+(\d+) kB/m.exec(shares)?.[1] ??
    (await runCommand('ps', ['-o', 'rss=', '-p', String(pid)], { timeoutMs: 5_000 })).stdout.trim();
  return Number(kib) * 1024;
}

/**
 * {@link processMemoryBytes} to be read.
 * @param {number} pid
 * @returns {Promise<string>} as `84 MB`; `-` when it cannot be told
 */
export async function processMemory(pid) {
  const bytes = await processMemoryBytes(pid);
  return bytes ? `${Math.round(bytes / 1024 ** 2)} MB` : '-';
}
