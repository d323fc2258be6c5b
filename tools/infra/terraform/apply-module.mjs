import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { findTerraform } from './find-terraform.mjs';

/**
 * Applies a module that needs no provider, in a scratch copy, and says what comes out.
 * @param {string} module such as `render-nats`
 * @param {Record<string, unknown>} variables
 * @param {{ root: string, tmpDir: string, reads: readonly string[], signal?: AbortSignal }} options `reads`: what else of deploy/ the
 *   module reads, as paths below it
 * @returns {Promise<Record<string, any> | string>} the outputs by name; a string says why terraform cannot run here
 * @throws {Error} with terraform's own words
 */
export async function applyModule(module, variables, { root, tmpDir, reads, signal }) {
  const found = await findTerraform();
  if (typeof found === 'string') return found;
  const copy = join(tmpDir, 'rendered');
  const folder = join(copy, 'terraform/modules', module);
  mkdirSync(copy, { recursive: true });
  for (const path of [...reads, `terraform/modules/${module}`]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, 'deploy', path), join(copy, path), { recursive: true });
  }
  writeFileSync(join(folder, 'given.auto.tfvars.json'), JSON.stringify(variables));
  writeFileSync(join(copy, 'empty.tfrc'), '');
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name));
  const env = {
    ...Object.fromEntries(inherited),
    TF_CLI_CONFIG_FILE: join(copy, 'empty.tfrc'),
    CHECKPOINT_DISABLE: '1',
  };
  const terraform = async (/** @type {readonly string[]} */ ...args) => {
    const options = { cwd: folder, env, timeoutMs: 60_000, ...(signal ? { signal } : {}) };
    const { code, stdout, stderr } = await runCommand(found.program, args, options);
    if (code !== 0) throw new Error(`terraform ${args[0]} of ${module} failed\n${stdout}${stderr}`);
    return stdout;
  };
  await terraform('init', '-input=false', '-no-color');
  await terraform('apply', '-auto-approve', '-input=false', '-no-color');
  const outputs = JSON.parse(await terraform('output', '-json'));
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}
