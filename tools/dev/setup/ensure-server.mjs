import { SetupError } from './setup-error.mjs';
import { installedProgram, probeProgram, programVariable } from './server-program.mjs';

/**
 * @typedef {object} ServerRecipe
 * @property {string} program
 * @property {(log: (line: string) => void, tried: string[]) => Promise<import('./server-program.mjs').Program | undefined>} fetch
 *   tries to get it, noting each failed way in `tried`
 * @property {string} brew formula for macOS
 * @property {string} docker a container that serves instead
 */

/**
 * A server program that runs: the one the environment names, one that is here, or one that is fetched.
 * @param {ServerRecipe} recipe
 * @param {(line: string) => void} log
 * @returns {Promise<import('./server-program.mjs').Program>}
 * @throws {SetupError}
 */
export async function ensureServer(recipe, log) {
  const { program } = recipe;
  const variable = programVariable(program);
  const named = process.env[variable];
  if (named) {
    const found = await probeProgram(named);
    if (found) return found;
    throw new SetupError(
      `${program}: ${variable} names ${named}, which does not run`,
      [],
      [`correct ${variable}, or unset it to have one looked for`],
    );
  }
  const here = await installedProgram(program);
  if (here) return here;
  log(`${program}: not here yet, fetching it`);
  /** @type {string[]} */
  const tried = ['the PATH, .data/tools/bin: none there'];
  const fetched = await recipe.fetch(log, tried);
  if (fetched) return fetched;
  throw new SetupError(`${program} is missing and could not be fetched`, tried, [
    `macOS: brew install ${recipe.brew}`,
    `Debian, Ubuntu: sudo apt-get update && sudo apt-get install ${program}`,
    `anywhere: download it from its project and set ${variable}=/path/to/${program}`,
    `with Docker: ${recipe.docker} brings the program; copy it out and set ${variable}`,
  ]);
}
