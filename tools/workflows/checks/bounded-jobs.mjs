import { jobsOf, stepsOf } from '../workflow-files.mjs';

const RUNNERS = ['ubuntu-24.04', 'ubuntu-24.04-arm'];

/**
 * Every job ends, on a machine that is not exchanged one day, with as few rights as it needs.
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @returns {readonly string[]}
 */
export function boundedJobs(file) {
  if (file.kind === 'action') return shellsOfAction(file);
  const { permissions, concurrency, defaults } = file.data;
  const problems = [];
  if (!isEmptyObject(permissions)) problems.push(`${file.path}: the top says no "permissions: {}"`);
  if (typeof concurrency?.group !== 'string' || concurrency['cancel-in-progress'] === undefined) {
    problems.push(`${file.path}: no concurrency group, or it does not say whether runs are cancelled`);
  }
  if (defaults?.run?.shell !== 'bash') {
    problems.push(`${file.path}: without "defaults.run.shell: bash" a failure in a pipe goes unnoticed`);
  }
  return [...problems, ...jobsOf(file).flatMap(([name, job]) => jobProblems(`${file.path} › ${name}`, job))];
}

/** @param {string} where @param {import('../workflow-files.mjs').Job} job */
function jobProblems(where, job) {
  const problems = [];
  if (job.permissions === undefined) problems.push(`${where}: does not say its permissions`);
  if (typeof job.permissions === 'string') problems.push(`${where}: permissions: ${job.permissions} is too much`);
  // A job that calls a workflow takes these from there.
  if (job.uses !== undefined) return problems;
  const timeout = job['timeout-minutes'];
  if (typeof timeout !== 'number' || timeout > 240) problems.push(`${where}: no timeout-minutes of at most 240`);
  for (const runner of runnersOf(job)) {
    if (!RUNNERS.includes(runner)) problems.push(`${where}: runs on ${runner}, not on one of ${RUNNERS.join(', ')}`);
  }
  for (const step of job.steps ?? []) {
    if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false) {
      problems.push(`${where}: checkout leaves its token behind (persist-credentials)`);
    }
  }
  return problems;
}

/** @param {import('../workflow-files.mjs').Job} job @returns {readonly string[]} */
function runnersOf(job) {
  const runner = String(job['runs-on']);
  const key = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(runner)?.[1];
  return key === undefined ? [runner] : /** @type {string[]} */ (job.strategy?.matrix?.[key] ?? []);
}

/** @param {import('../workflow-files.mjs').WorkflowFile} file */
function shellsOfAction(file) {
  const scripts = stepsOf(file).filter(({ step }) => step.run !== undefined);
  return scripts.filter(({ step }) => step.shell !== 'bash').map(({ where }) => `${where}: no "shell: bash"`);
}

/** @param {unknown} value */
function isEmptyObject(value) {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
