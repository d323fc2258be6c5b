import { readFile } from 'node:fs/promises';
import { runCommand } from '../run-command.mjs';

/**
 * @param {number} pid
 * @returns {Promise<string>} resident memory as `84 MB`; `-` when it cannot be told
 */
export async function processMemory(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const residentKb =
    /VmRSS:\s+(\d+) kB/.exec(status)?.[1] ??
    (await runCommand('ps', ['-o', 'rss=', '-p', String(pid)], { timeoutMs: 5_000 })).stdout.trim();
  return residentKb ? `${Math.round(Number(residentKb) / 1024)} MB` : '-';
}
