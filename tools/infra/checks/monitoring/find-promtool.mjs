import { ensureServer } from '../../../dev/setup/ensure-server.mjs';
import { SetupError } from '../../../dev/setup/setup-error.mjs';
import { promtool as promtoolRecipe } from './prometheus-package.mjs';

/** @param {(line: string) => void} log @returns {Promise<string | undefined>} the program; undefined, with a word, where there is none */
export async function findPromtool(log) {
  try {
    return (await ensureServer(promtoolRecipe, log)).file;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    log(error.message);
    return undefined;
  }
}
