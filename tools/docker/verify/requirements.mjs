import { rootPrefix } from '../../dev/setup/apt-package.mjs';
import { runCommand } from '../../dev/run-command.mjs';

/** Programs that are needed, and the Debian packages that have them. */
const NEEDED = [
  { program: 'buildah', args: ['info'], package: 'buildah' },
  { program: 'podman', args: ['info'], package: 'podman' },
  { program: 'docker-registry', args: ['--version'], package: 'docker-registry' },
  { program: 'runc', args: ['--version'], package: 'runc' },
];

const INSTALL_TIMEOUT_MS = 300_000;

/**
 * @returns {Promise<readonly { package: string, why: string }[]>} what is missing or does not work, and why
 */
export async function missingPrograms() {
  const results = await Promise.all(
    NEEDED.map(async (need) => {
      const { code, stderr } = await runCommand(need.program, need.args, { timeoutMs: 20_000 });
      const why = `${need.program} ${need.args.join(' ')}: ${stderr.trim().split('\n').at(-1) || `code ${code}`}`;
      return code === 0 ? [] : [{ package: need.package, why }];
    }),
  );
  return results.flat();
}

/** @param {readonly string[]} packages @returns {string} */
export function installCommand(packages) {
  return `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages, which changes the machine: only when asked for.
 * @param {readonly string[]} packages
 * @throws {Error} when it may not or cannot
 */
export async function installPackages(packages) {
  const prefix = await rootPrefix();
  if (!prefix) throw new Error('--install needs root, or sudo without a password');
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [program = '', ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...words];
    const { code, stderr } = await runCommand(program, args, { timeoutMs: INSTALL_TIMEOUT_MS });
    if (code !== 0) throw new Error(`apt-get ${words[0]} failed: ${stderr.trim().split('\n').slice(-3).join(' | ')}`);
  }
}
