import { isGiven } from '../blocks.mjs';

/** @type {import('../rule.mjs').Rule} */
export const documented = {
  name: 'documented',
  about:
    'variables have a type and a description, outputs a description, folders the usual files, examples every value',
  find: ({ folders, files, blocks }) => [
    ...blocks
      .filter(({ kind, body }) => kind === 'variable' && (!isGiven(body.type) || !isGiven(body.description)))
      .map(({ address }) => `${address}: type and description`),
    ...blocks
      .filter(({ kind, body }) => kind === 'output' && !isGiven(body.description))
      .map(({ address }) => `${address}: description`),
    ...folders.flatMap((folder) =>
      ['main.tf', 'variables.tf', 'outputs.tf', 'versions.tf', 'README.md']
        .filter((name) => !files.has(`${folder}/${name}`))
        .map((name) => `${folder}: has no ${name}`),
    ),
    ...folders.flatMap((folder) => missingExamples(folder, files.get(`${folder}/terraform.tfvars.example`), blocks)),
  ],
};

/**
 * Whoever copies the example is asked for nothing; what is secret is given by the environment, and the example says so.
 * @param {string} folder
 * @param {string | undefined} example
 * @param {readonly import('../read-configuration.mjs').Block[]} blocks
 */
function missingExamples(folder, example, blocks) {
  if (example === undefined) return [];
  return blocks
    .filter((block) => block.folder === folder && block.kind === 'variable' && block.body.default === undefined)
    .filter(({ name }) => !new RegExp(`^${name}\\s*=`, 'm').test(example) && !example.includes(`TF_VAR_${name}`))
    .map(({ name }) => `${folder}: terraform.tfvars.example has no ${name}`);
}
