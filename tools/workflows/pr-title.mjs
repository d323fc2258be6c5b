import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Checks the title of a pull request, which becomes the message of its one commit on main: `nx release` reads the kind
// of the change from it, and the changelogs quote it. Needs nothing installed.

/** Those `nx release` knows; the first two and a `!` move versions. */
export const TYPES = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'style', 'build', 'ci', 'chore', 'revert'];

/** Scopes that are no project. */
const OTHER_SCOPES = ['deps', 'release', 'ci', 'docs', 'proto', 'contracts'];

const MAX_LENGTH = 200;
const TITLE = /^(?<type>\w+)(?:\((?<scopes>[^()]*)\))?!?: (?<subject>.+)$/;

/**
 * @param {string} root of the workspace
 * @returns {ReadonlySet<string>} the short names of all projects, of the folders of tools/ and deploy/, and the others
 */
export function knownScopes(root) {
  const folders = (/** @type {string} */ group) => {
    try {
      const entries = readdirSync(join(root, group), { withFileTypes: true });
      return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    } catch {
      return [];
    }
  };
  const contracts = folders('libs/contracts').map((domain) => `contracts-${domain}`);
  const projects = ['apps', 'libs', 'tools', 'deploy'].flatMap(folders);
  return new Set([...projects, ...contracts, 'e2e', ...OTHER_SCOPES]);
}

/**
 * @param {string} title
 * @param {ReadonlySet<string>} scopes
 * @returns {readonly string[]} what is wrong with it, one line each
 */
export function titleProblems(title, scopes) {
  const match = TITLE.exec(title);
  if (!match?.groups) return ['it is not `type: subject` or `type(scope): subject`'];
  const { type = '', scopes: listed, subject = '' } = match.groups;
  const problems = [];
  if (!TYPES.includes(type)) problems.push(`there is no type "${type}"; there are ${TYPES.join(', ')}`);
  for (const scope of listed?.split(',') ?? []) {
    if (!scopes.has(scope.trim())) problems.push(`"${scope.trim()}" is no project; see apps/, libs/ and tools/`);
  }
  if (/^\p{Lu}\p{Ll}/u.test(subject)) problems.push('the subject begins with a capital letter');
  if (subject.endsWith('.')) problems.push('the subject ends with a full stop');
  if (title.length > MAX_LENGTH) problems.push(`it has ${title.length} characters; ${MAX_LENGTH} are enough`);
  return problems;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const title = process.env['PR_TITLE'] ?? '';
  const problems = titleProblems(title, knownScopes(resolve(import.meta.dirname, '../..')));
  for (const problem of problems) console.error(`pull request title: ${problem}`);
  if (problems.length > 0) console.error('\nFor example: fix(auth): refuse tokens of another issuer');
  process.exitCode = problems.length > 0 ? 1 : 0;
}
