import { join } from 'node:path';
import { jobsOf } from '../workflow-files.mjs';

const LEVELS = ['none', 'read', 'write'];

/**
 * A workflow that calls another gives it what it asks for, and at least the rights that its jobs need: GitHub refuses
 * the whole run otherwise.
 * @param {readonly import('../workflow-files.mjs').WorkflowFile[]} files
 * @returns {readonly string[]}
 */
export function calledWorkflows(files) {
  return files.flatMap((file) =>
    jobsOf(file).flatMap(([name, job]) => {
      if (job.uses === undefined) return [];
      const where = `${file.path} › ${name}`;
      const called = files.find(({ path }) => path === join(job.uses ?? ''));
      if (called === undefined) return [`${where}: there is no ${job.uses}`];
      const contract = called.data['on']?.workflow_call;
      if (contract === undefined) return [`${where}: ${job.uses} cannot be called`];
      return [
        ...mismatches(`${where}: input`, contract?.inputs, job.with),
        ...mismatches(`${where}: secret`, contract?.secrets, job.secrets),
        ...jobsOf(called).flatMap(([inner, each]) => missingRights(`${where} › ${inner}`, job, each)),
      ];
    }),
  );
}

/** @param {string} what @param {Record<string, any>} [declared] @param {Record<string, unknown>} [given] */
function mismatches(what, declared, given) {
  const unknown = Object.keys(given ?? {}).filter((key) => !(key in (declared ?? {})));
  const required = Object.entries(declared ?? {}).filter(([, { required: needed }]) => needed === true);
  const missing = required.map(([key]) => key).filter((key) => !(key in (given ?? {})));
  return [
    ...unknown.map((key) => `${what} ${key} is not declared`),
    ...missing.map((key) => `${what} ${key} is missing`),
  ];
}

/** @param {string} where @param {import('../workflow-files.mjs').Job} caller @param {import('../workflow-files.mjs').Job} job */
function missingRights(where, caller, job) {
  const level = (/** @type {import('../workflow-files.mjs').Job} */ of, /** @type {string} */ right) =>
    LEVELS.indexOf(/** @type {Record<string, string>} */ (of.permissions ?? {})[right] ?? 'none');
  const rights = Object.keys(job.permissions ?? {}).filter((right) => level(job, right) > level(caller, right));
  return rights.map((right) => `${where}: wants more of "${right}" than its caller may give`);
}
