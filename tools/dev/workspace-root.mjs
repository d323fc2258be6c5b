import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout, without a trailing slash. */
export const workspaceRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** What runs and tests leave behind: ignored by git, safe to delete while nothing runs. */
export const dataDir = join(workspaceRoot, '.data');

/** Programs that setup fetched; `bin/` holds the ones to run. */
export const toolsDir = join(dataDir, 'tools');
