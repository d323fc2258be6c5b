import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../dev/run-command.mjs';
import { copyConfiguration } from './copy-configuration.mjs';
import { loadAwsSchemas } from './aws-schemas.mjs';
import { findTerraform } from './find-terraform.mjs';
import { startAwsProvider } from './start-aws-provider.mjs';

/** The tests of a whole environment plan it many times over: a minute each where others use the machine, too. */
const TIMEOUT_MS = 900_000;

/**
 * @typedef {object} Terraform
 * @property {string} version
 * @property {string} folder the scratch copy of deploy/terraform
 * @property {(folder: string, args: readonly string[]) => Promise<import('../../dev/run-command.mjs').CommandResult>} run
 *   runs terraform in a folder of the copy
 * @property {() => Promise<void>} close
 */

/**
 * Opens a scratch copy of deploy/terraform in which terraform runs offline, against the committed AWS schemas.
 * @param {{ root: string, signal?: AbortSignal }} options
 * @returns {Promise<Terraform | string>} a string says why terraform cannot run here
 */
export async function openTerraform({ root, signal }) {
  const found = await findTerraform();
  if (typeof found === 'string') return found;
  // Not in the run's own folder: the path of the provider's socket has to be short.
  const scratch = await mkdtemp(join(tmpdir(), 'bb-tf-'));
  const folder = join(scratch, 'deploy/terraform');
  copyConfiguration(root, scratch);
  const settings = join(scratch, 'empty.tfrc');
  writeFileSync(settings, '');
  const provider = await startAwsProvider(loadAwsSchemas(), { folder: scratch });
  const env = {
    ...withoutCredentials(process.env),
    ...provider.environment,
    TF_CLI_CONFIG_FILE: settings,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
  };
  return {
    version: found.version,
    folder,
    run: (path, args) =>
      runCommand(found.program, args, {
        cwd: join(folder, path),
        env,
        timeoutMs: TIMEOUT_MS,
        ...(signal ? { signal } : {}),
      }),
    close: async () => {
      provider.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** Nothing here may reach a real account. @param {NodeJS.ProcessEnv} environment */
function withoutCredentials(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(AWS|TF)_/.test(name)));
}
