import { jobsOf } from '../workflow-files.mjs';

/** Contexts whose members a file declares itself. */
const REFERENCE = /\b(needs|steps|inputs|matrix|env)\.([\w-]+|\*)(?:\.(outputs)\.([\w-]+))?/g;

/**
 * GitHub takes a misspelt name for an empty string and says nothing.
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @returns {readonly string[]}
 */
export function expressions(file) {
  const inputs = inputsOf(file);
  const env = file.data['env'] ?? {};
  if (file.kind === 'action') {
    const scope = { inputs, env, steps: idsOf(file.data['runs']?.steps), needs: {}, matrix: {} };
    return problemsIn(file.data, scope, file.path);
  }
  const jobs = jobsOf(file);
  const top = Object.fromEntries(Object.entries(file.data).filter(([key]) => key !== 'jobs' && key !== 'on'));
  const scopeOfTop = { inputs, env, steps: {}, needs: {}, matrix: {} };
  return [
    ...problemsIn(top, scopeOfTop, file.path),
    ...jobs.flatMap(([name, job]) => {
      const where = `${file.path} › ${name}`;
      const needed = [job.needs ?? []].flat();
      const all = Object.fromEntries(jobs);
      const unknown = needed
        .filter((each) => all[each] === undefined)
        .map((each) => `${where}: needs ${each}, which is no job`);
      const needs = Object.fromEntries(needed.map((each) => [each, Object.keys(all[each]?.outputs ?? {})]));
      const scope = { inputs, env: { ...env, ...job.env }, steps: idsOf(job.steps), needs, matrix: matrixOf(job) };
      return [...unknown, ...problemsIn(job, scope, where)];
    }),
  ];
}

/** @typedef {Record<'inputs' | 'env' | 'steps' | 'needs' | 'matrix', Record<string, unknown>>} Scope */

/** @param {unknown} part @param {Scope} scope @param {string} where @returns {readonly string[]} */
function problemsIn(part, scope, where) {
  return expressionsIn(part).flatMap((expression) =>
    [...expression.matchAll(REFERENCE)].flatMap(([text, context = '', name = '', , output]) => {
      const known = scope[/** @type {keyof Scope} */ (context)];
      if (name === '*' || known['*'] === true) return [];
      if (!(name in known)) return [`${where}: there is no ${text}`];
      const outputs = context === 'needs' ? known[name] : undefined;
      if (output !== undefined && Array.isArray(outputs) && !outputs.includes(output)) {
        return [`${where}: there is no ${text}`];
      }
      return [];
    }),
  );
}

/** @param {unknown} part @returns {readonly string[]} what is between `${{` and `}}`, and all of `if` */
function expressionsIn(part) {
  if (typeof part === 'string') return [...part.matchAll(/\$\{\{(.*?)\}\}/gs)].map((match) => match[1] ?? '');
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'if' && typeof value === 'string' ? [value.replace(/'[^']*'/g, '')] : expressionsIn(value),
  );
}

/** @param {import('../workflow-files.mjs').WorkflowFile} file */
function inputsOf({ kind, data }) {
  if (kind === 'action') return data['inputs'] ?? {};
  return { ...data['on']?.workflow_dispatch?.inputs, ...data['on']?.workflow_call?.inputs };
}

/** @param {readonly import('../workflow-files.mjs').Step[]} [steps] */
function idsOf(steps = []) {
  return Object.fromEntries(steps.flatMap(({ id }) => (id === undefined ? [] : [[id, true]])));
}

/** @param {import('../workflow-files.mjs').Job} job @returns {Record<string, unknown>} `*`: known only when it runs */
function matrixOf(job) {
  const { include = [], ...keys } = job.strategy?.matrix ?? {};
  if (!Array.isArray(include)) return { '*': true };
  return Object.assign({}, keys, ...include);
}
