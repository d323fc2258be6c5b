import { runCommand } from '../../dev/run-command.mjs';

/** Mocks of data sources, `override_data` and write-only arguments are there from this on. */
const OLDEST = { major: 1, minor: 11 };

/**
 * The terraform to use: `TERRAFORM_BIN`, or the one on the PATH.
 * @returns {Promise<{ program: string, version: string } | string>} a string says why there is none
 */
export async function findTerraform() {
  const program = process.env['TERRAFORM_BIN'] ?? 'terraform';
  const { code, stdout } = await runCommand(program, ['version', '-json'], {
    timeoutMs: 30_000,
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  if (code !== 0) return `no terraform: install it (>= ${OLDEST.major}.${OLDEST.minor}) or set TERRAFORM_BIN`;
  const version = String(JSON.parse(stdout).terraform_version);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST.major || (major === OLDEST.major && minor < OLDEST.minor)) {
    return `terraform ${version} is older than ${OLDEST.major}.${OLDEST.minor}`;
  }
  return { program, version };
}
