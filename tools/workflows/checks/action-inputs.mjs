import { stepsOf } from '../workflow-files.mjs';

/**
 * The inputs we use of others' actions, as their action.yml names them: GitHub only warns of a misspelt one, and goes on
 * without it. Looked up when one is used for the first time, or when its major version changes.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const INPUTS = {
  'actions/attest': ['create-storage-record', 'push-to-registry', 'sbom-path', 'subject-digest', 'subject-name'],
  'actions/cache': ['key', 'path', 'restore-keys'],
  'actions/checkout': ['fetch-depth', 'persist-credentials'],
  'actions/create-github-app-token': ['client-id', 'permission-contents', 'private-key'],
  'actions/dependency-review-action': ['fail-on-scopes', 'fail-on-severity'],
  'actions/download-artifact': ['merge-multiple', 'name', 'path', 'pattern'],
  'actions/setup-node': ['cache', 'node-version-file', 'package-manager-cache'],
  'actions/upload-artifact': ['if-no-files-found', 'include-hidden-files', 'name', 'path', 'retention-days'],
  'aws-actions/configure-aws-credentials': ['aws-region', 'role-session-name', 'role-to-assume'],
  'github/codeql-action/analyze': ['category'],
  'github/codeql-action/init': ['config', 'languages'],
  'hashicorp/setup-terraform': ['terraform_version', 'terraform_wrapper'],
};

/**
 * @param {import('../workflow-files.mjs').WorkflowFile} file
 * @returns {readonly string[]}
 */
export function actionInputs(file) {
  return stepsOf(file).flatMap(({ step, where }) => {
    const action = step.uses?.split('@')[0] ?? './';
    if (action.startsWith('./')) return [];
    const given = Object.keys(step.with ?? {});
    return given
      .filter((input) => !INPUTS[action]?.includes(input))
      .map((input) => `${where}: is "${input}" an input of ${action}? Then add it to checks/action-inputs.mjs`);
  });
}
