import { execFileSync } from 'node:child_process';
import { stepsOf } from '../workflow-files.mjs';

/**
 * An expression is put into a script as text before the shell reads it: what a stranger wrote would be run. Scripts here
 * hold none at all; values come through `env`.
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @returns {readonly string[]}
 */
export function scriptSafety(file) {
  return stepsOf(file).flatMap(({ step, where }) => {
    if (step.run === undefined) return [];
    const expression = /\$\{\{.*?\}\}/s.exec(step.run)?.[0];
    if (expression !== undefined) return [`${where}: ${expression} in a script; give it by env`];
    const error = syntaxError(step.run);
    return error === undefined ? [] : [`${where}: ${error}`];
  });
}

/** @param {string} script @returns {string | undefined} what bash says about it */
function syntaxError(script) {
  try {
    execFileSync('bash', ['-n'], { input: script, stdio: ['pipe', 'pipe', 'pipe'] });
    return undefined;
  } catch (error) {
    return String(/** @type {{ stderr?: unknown }} */ (error).stderr).trim();
  }
}
