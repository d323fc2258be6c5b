import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.mjs';
import { probeProgram } from './server-program.mjs';
import { SetupError } from './setup-error.mjs';

/** The services run on this Node or a newer one. */
const NEEDED_MAJOR = 24;

/**
 * The Node everything after setup runs with: the one from the npm platform package, else the one running now.
 * @returns {Promise<import('./server-program.mjs').Program>}
 * @throws {SetupError}
 */
export async function ensureNode24() {
  for (const file of [join(workspaceRoot, 'node_modules', '.bin', 'node'), process.execPath]) {
    const found = await probeProgram(file);
    if (found && Number(found.version.split('.')[0]) >= NEEDED_MAJOR) return found;
  }
  throw new SetupError(
    `Node ${NEEDED_MAJOR} is missing`,
    [
      `node_modules/.bin/node: no platform package for ${process.platform}-${process.arch}, or it does not run`,
      `${process.execPath}: ${process.version}`,
    ],
    [
      `install Node ${NEEDED_MAJOR} (macOS: brew install node@${NEEDED_MAJOR}; anywhere: nvm install ${NEEDED_MAJOR})`,
      'then run the command again with it',
    ],
  );
}
