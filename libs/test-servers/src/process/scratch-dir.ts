import { copyFileSync, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseFolder } from './orphan-guard.js';

/** A new empty folder for one server's configuration, log and data. */
export function createScratchDir(serverName: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `bodybroker-${serverName}-`));
}

/** Removes it; not there any more is fine. */
export async function removeScratchDir(dir: string): Promise<void> {
  await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  releaseFolder(dir);
}

/**
 * Moves a failed server's log out of the folder that is about to be removed.
 *
 * @returns where it is now
 */
export function rescueLog(scratchDir: string, logFile: string): string {
  if (!logFile.startsWith(scratchDir) || !existsSync(logFile)) return logFile;
  const kept = `${scratchDir}.log`;
  copyFileSync(logFile, kept);
  return kept;
}
