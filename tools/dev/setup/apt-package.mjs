import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.mjs';

/**
 * @typedef {object} MachineRelease
 * @property {string} id `debian`, `ubuntu`, … (os-release ID)
 * @property {string} codename `bookworm`, `noble`, …
 */

/**
 * @typedef {object} AptSource
 * @property {string} uri where the machine itself gets its packages from
 * @property {readonly string[]} components `main`, `universe`, …
 */

const DOWNLOAD_TIMEOUT_MS = 180_000;

/** @returns {Promise<boolean>} whether this machine can fetch Debian packages at all */
export async function hasApt() {
  const [apt, dpkg] = await Promise.all([
    runCommand('apt-get', ['--version'], { timeoutMs: 10_000 }),
    runCommand('dpkg', ['--version'], { timeoutMs: 10_000 }),
  ]);
  return apt.code === 0 && dpkg.code === 0;
}

/** @returns {Promise<readonly string[] | undefined>} what to put before a command to run it as root; undefined if there is no way */
export async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const sudo = await runCommand('sudo', ['-n', 'true'], { timeoutMs: 10_000 });
  return sudo.code === 0 ? ['sudo', '-n'] : undefined;
}

/** @returns {Promise<MachineRelease>} from /etc/os-release, empty strings where it says nothing */
export async function machineRelease() {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (/** @type {string} */ name) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(text)?.[1] ?? '';
  return { id: field('ID'), codename: field('VERSION_CODENAME') };
}

/**
 * The machine's own package source for its release: the only mirror it is known to reach.
 * @param {MachineRelease} release
 * @returns {Promise<AptSource | undefined>}
 */
export async function machineSource(release) {
  const listed = await runCommand('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI) $(COMPONENT)'], {
    timeoutMs: 30_000,
  });
  /** @type {Map<string, Set<string>>} */
  const componentsByUri = new Map();
  for (const line of listed.stdout.split('\n')) {
    const [suite, uri, component] = line.trim().split(' ');
    if (suite !== release.codename || !uri || !component) continue;
    componentsByUri.set(uri, (componentsByUri.get(uri) ?? new Set()).add(component));
  }
  const [first] = componentsByUri;
  return first && { uri: first[0], components: [...first[1]] };
}

/** @param {string} dir @returns {readonly string[]} apt options that keep every file apt writes inside `dir` */
function privateAptOptions(dir) {
  const options = {
    'Dir::State::lists': join(dir, 'lists'),
    'Dir::Cache::archives': join(dir, 'archives'),
    'Dir::Cache::pkgcache': '',
    'Dir::Cache::srcpkgcache': '',
    'Dir::Etc::sourcelist': join(dir, 'sources.list'),
    'Dir::Etc::sourceparts': join(dir, 'sources.list.d'),
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': join(dir, 'preferences.d'),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
    'APT::Update::Error-Mode': 'any',
    // As root, apt drops to a user who may not write into a private folder.
    ...(process.getuid?.() === 0 ? { 'APT::Sandbox::User': 'root' } : {}),
  };
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/**
 * Downloads packages of one suite and unpacks them into `targetDir`, without installing anything: neither the machine's
 * package lists nor its packages change.
 * @param {readonly string[]} packages
 * @param {{ source: AptSource, suite: string, targetDir: string, alsoMissing?: RegExp }} options `alsoMissing`: of the
 *   packages these depend on, those with such a name are unpacked too, unless the machine has them
 * @returns {Promise<void>}
 * @throws {Error} naming the step that failed and what apt said
 */
export async function unpackPackages(packages, { source, suite, targetDir, alsoMissing }) {
  const dir = await mkdtemp(join(tmpdir(), 'body-broker-apt-'));
  try {
    await chmod(dir, 0o755);
    for (const sub of ['lists/partial', 'archives/partial', 'sources.list.d', 'preferences.d', 'debs']) {
      await mkdir(join(dir, sub), { recursive: true });
    }
    const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
    const signedBy = existsSync(keyring) && /debian/.test(source.uri) ? ` [signed-by=${keyring}]` : '';
    const line = `deb${signedBy} ${source.uri} ${suite} ${source.components.join(' ')}\n`;
    await writeFile(join(dir, 'sources.list'), line);
    const aptOptions = privateAptOptions(dir);
    const apt = async (/** @type {readonly string[]} */ words) => {
      const args = [...aptOptions, ...words];
      const result = await runCommand('apt-get', args, { cwd: join(dir, 'debs'), timeoutMs: DOWNLOAD_TIMEOUT_MS });
      if (result.code !== 0) throw new Error(`apt-get ${words[0]} failed: ${lastLines(result.stderr)}`);
      return result.stdout;
    };
    await apt(['update']);
    const missing = alsoMissing
      ? installedBy(await apt(['install', '-s', '--no-install-recommends', ...packages]))
      : [];
    const names = new Set([...packages, ...missing.filter((name) => alsoMissing?.test(name))]);
    // As if nothing were installed: apt would look for the very version the machine has, which another source brought.
    await apt(['download', ...names, '-o', 'Dir::State::status=/dev/null']);
    await rm(targetDir, { recursive: true, force: true });
    await mkdir(targetDir, { recursive: true });
    for (const deb of (await readdir(join(dir, 'debs'))).filter((name) => name.endsWith('.deb'))) {
      const unpacked = await runCommand('dpkg', ['-x', join(dir, 'debs', deb), targetDir]);
      if (unpacked.code !== 0) throw new Error(`dpkg -x ${deb} failed: ${lastLines(unpacked.stderr)}`);
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string} simulation what `apt-get install -s` prints @returns {string[]} the packages it would install */
function installedBy(simulation) {
  return [...simulation.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
}

/** @param {string} text @returns {string} the end of a program's output, on one line */
function lastLines(text) {
  return text.trim().split('\n').slice(-3).join(' | ');
}
