import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepsOf } from '../workflow-files.mjs';

/**
 * @typedef {object} Workspace
 * @property {string} root
 * @property {Readonly<Record<string, string>>} scripts of the root manifest
 * @property {ReadonlySet<string>} targets that some project has
 */

/**
 * Whether what a script calls is there: a renamed npm script must not be found out by a workflow that fails at night.
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @param {Workspace} workspace
 * @returns {readonly string[]}
 */
export function commands(file, workspace) {
  return stepsOf(file).flatMap(({ step, job, where }) => {
    const problems = step.uses?.startsWith('./') ? localActionProblems(step, workspace.root) : [];
    const scripts = step.run === undefined ? [] : filledIn(step, job);
    return [...problems, ...scripts.flatMap((script) => scriptProblems(script, workspace))].map(
      (each) => `${where}: ${each}`,
    );
  });
}

/**
 * The script as each job of the matrix runs it, as far as `env` takes its values from the matrix.
 * @param {import('../workflow-files.mjs').Step} step
 * @param {import('../workflow-files.mjs').Job} job
 */
function filledIn(step, job) {
  const { include, ...keys } = job.strategy?.matrix ?? {};
  const rows = Array.isArray(include) ? include : [];
  return Object.entries(step.env ?? {}).reduce(
    (scripts, [variable, value]) => {
      const key = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(String(value))?.[1];
      const values = key === undefined ? [] : [keys[key] ?? [], rows.map((row) => row[key] ?? [])].flat(2);
      if (values.length === 0) return scripts;
      return scripts.flatMap((script) => values.map((each) => script.replaceAll(`"$${variable}"`, String(each))));
    },
    [(step.run ?? '').replaceAll(/\\\n\s*/g, ' ')],
  );
}

/** @param {string} script @param {Workspace} workspace @returns {readonly string[]} */
function scriptProblems(script, workspace) {
  const code = script.replaceAll(/^\s*#.*$/gm, '');
  const npm = [...code.matchAll(/\bnpm (?:run |(?=(?:test|start)\b))([\w:.-]+|"[^"]*")([^|&;\n>]*)/g)];
  const nx = [...code.matchAll(/\bnx (?:affected|run-many) [^\n|;&]*?(?:-t|--targets?)[ =]([\w,-]+)/g)];
  const node = [...code.matchAll(/(?<=^|[\s"(/])(tools\/[\w./-]+\.m?js)\b/g)];
  return [
    ...npm.flatMap(([, name = '', rest = '']) => npmProblems(name, rest, workspace)),
    ...nx.flatMap(([, targets = '']) =>
      targets
        .split(',')
        .filter((target) => !workspace.targets.has(target))
        .map((target) => `no project has a target ${target}`),
    ),
    ...node.flatMap(([, path = '']) => (existsSync(join(workspace.root, path)) ? [] : [`there is no ${path}`])),
  ];
}

/** @param {string} name @param {string} rest @param {Workspace} workspace */
function npmProblems(name, rest, { root, scripts }) {
  const command = scripts[name];
  if (command === undefined) return [`there is no npm script ${name}`];
  const [, file = '', tool] = /^node (tools\/[\w./-]+\.mjs)(?: (\w+))?/.exec(command) ?? [];
  if (file === '') return [];
  if (!existsSync(join(root, file))) return [`npm run ${name}: there is no ${file}`];
  const folder = tool === undefined ? join(root, file, '..') : join(root, 'tools', tool, 'src');
  const sources = sourcesOf(folder);
  const flags = [...(rest.split(' -- ')[1] ?? '').matchAll(/--([a-z][\w-]*)/g)].map((match) => match[1] ?? '');
  return flags
    .filter((flag) => !sources.some((source) => new RegExp(`['"]?\\b${flag}['"]?:\\s*\\{|'--${flag}'`).test(source)))
    .map((flag) => `npm run ${name}: does not know --${flag}`);
}

/** @param {string} folder @returns {readonly string[]} */
function sourcesOf(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.filter((name) => /\.(mjs|ts)$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** @param {import('../workflow-files.mjs').Step} step @param {string} root */
function localActionProblems(step, root) {
  const path = step.uses ?? '';
  const file = join(root, path, 'action.yml');
  if (!existsSync(file)) return [`there is no ${path}/action.yml`];
  const text = readFileSync(file, 'utf8');
  const given = Object.keys(step.with ?? {});
  return given.filter((input) => !text.includes(`\n  ${input}:\n`)).map((input) => `${path} has no input ${input}`);
}
