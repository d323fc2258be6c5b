import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseDocument } from 'yaml';

/**
 * @typedef {object} Step
 * @property {string} [id]
 * @property {string} [name]
 * @property {string} [if]
 * @property {string} [uses]
 * @property {string} [run]
 * @property {string} [shell]
 * @property {Record<string, unknown>} [with]
 * @property {Record<string, unknown>} [env]
 */

/**
 * @typedef {object} Job
 * @property {string} [name]
 * @property {string} [if]
 * @property {string | string[]} [needs]
 * @property {string} [runs-on]
 * @property {string} [uses] the workflow it calls, instead of steps
 * @property {number} [timeout-minutes]
 * @property {unknown} [permissions]
 * @property {Record<string, unknown>} [with] what a called workflow gets
 * @property {Record<string, unknown>} [secrets]
 * @property {Record<string, unknown>} [env]
 * @property {Record<string, unknown>} [outputs]
 * @property {{ matrix?: Record<string, unknown> }} [strategy]
 * @property {Step[]} [steps]
 */

/**
 * @typedef {object} WorkflowFile a workflow, or a local action
 * @property {'workflow' | 'action'} kind
 * @property {string} path from the workspace
 * @property {string} text
 * @property {Record<string, any>} data
 * @property {readonly string[]} syntaxErrors
 */

const WORKFLOWS = '.github/workflows';
const ACTIONS = '.github/actions';

/** @param {string} root @returns {readonly WorkflowFile[]} all workflows and local actions */
export function readWorkflowFiles(root) {
  const list = (/** @type {string} */ dir) => (existsSync(join(root, dir)) ? readdirSync(join(root, dir)) : []);
  const workflows = list(WORKFLOWS).filter((name) => /\.ya?ml$/.test(name));
  const files = [
    ...workflows.map((name) => join(root, WORKFLOWS, name)),
    ...list(ACTIONS).map((name) => join(root, ACTIONS, name, 'action.yml')),
  ];
  return files.map((file) => parseWorkflowFile(relative(root, file), readFileSync(file, 'utf8')));
}

/** @param {string} path from the workspace @param {string} text @returns {WorkflowFile} */
export function parseWorkflowFile(path, text) {
  const document = parseDocument(text);
  const kind = basename(path) === 'action.yml' ? 'action' : 'workflow';
  return { kind, path, text, data: document.toJS() ?? {}, syntaxErrors: document.errors.map(({ message }) => message) };
}

/** @param {WorkflowFile} file @returns {readonly [string, Job][]} none for an action */
export function jobsOf(file) {
  return file.kind === 'workflow' ? Object.entries(file.data['jobs'] ?? {}) : [];
}

/**
 * @typedef {object} PlacedStep
 * @property {Step} step
 * @property {Job} job an empty one in an action
 * @property {string} where for messages
 */

/** @param {WorkflowFile} file @returns {readonly PlacedStep[]} */
export function stepsOf(file) {
  const holders = file.kind === 'action' ? [['', { steps: file.data['runs']?.steps }]] : jobsOf(file);
  return /** @type {[string, Job][]} */ (holders).flatMap(([name, job]) =>
    (job.steps ?? []).map((step, at) => {
      const label = step.name ?? step.id ?? step.uses?.split('@')[0] ?? step.run?.split('\n')[0];
      return { step, job, where: [file.path, name, label ?? `step ${at + 1}`].filter(Boolean).join(' › ') };
    }),
  );
}
