import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findServerBinary, type ServerProgram } from '../binary/find-server-binary.js';
import { createScratchDir, removeScratchDir, rescueLog } from './scratch-dir.js';
import { serverHandle, type ServerHandle, type ServerOptions } from './server-handle.js';
import { ServerProcess } from './server-process.js';
import { PortInUseError, ServerStartError } from './server-start-error.js';

/** What differs between the servers. */
export interface LaunchPlan {
  readonly program: ServerProgram;
  readonly name: string;
  readonly port: number;
  readonly url: string;
  /** The caller's folder for the data; undefined for one that is removed on stop. */
  readonly dataDir: string | undefined;
  /** Writes what the server needs into its folder and returns its arguments. */
  readonly args: (dirs: { readonly scratchDir: string; readonly dataDir: string }) => Promise<readonly string[]>;
  /** Says what is missing until the server answers on its port as the process `pid`. */
  readonly missing: (pid: number) => Promise<string | undefined>;
}

const START_TIMEOUT_MS = 20_000;

/**
 * Starts one server in a scratch folder of its own.
 *
 * @throws ServerBinaryNotFoundError, PortInUseError, ServerStartError (whose log file stays on disk)
 */
export async function launchServer(plan: LaunchPlan, options: ServerOptions): Promise<ServerHandle> {
  const { file } = await findServerBinary(plan.program);
  const scratchDir = await createScratchDir(plan.name);
  const dataDir = plan.dataDir ?? join(scratchDir, 'data');
  const logFile = options.logFile ?? join(scratchDir, 'server.log');
  const cleanUp = () => removeScratchDir(scratchDir);
  try {
    await mkdir(dataDir, { recursive: true });
    const process = new ServerProcess({
      name: plan.name,
      file,
      args: await plan.args({ scratchDir, dataDir }),
      logFile,
      scratchDir,
      missing: plan.missing,
      startTimeoutMs: options.startTimeoutMs ?? START_TIMEOUT_MS,
      onCrash: options.onCrash,
    });
    await process.start(options.signal);
    return serverHandle({ name: plan.name, port: plan.port, url: plan.url, logFile, dataDir }, process, cleanUp);
  } catch (error) {
    // A port taken is tried again elsewhere; anything else is for a person to read.
    const failed = error instanceof ServerStartError && !(error instanceof PortInUseError);
    const kept = failed ? rescueLog(scratchDir, logFile) : logFile;
    await cleanUp();
    throw failed ? error.withLogFile(kept) : error;
  }
}
