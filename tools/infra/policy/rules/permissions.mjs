import { nestedBlocks } from '../blocks.mjs';
import { NEEDED_PERMISSIONS, TAKEN_BY_TYPE } from '../needed-permissions.mjs';

/** @typedef {import('../read-configuration.mjs').Block} Block */

const APPLY = 'bootstrap: data.aws_iam_policy_document.apply';

/** @type {import('../rule.mjs').Rule} */
export const permissions = {
  name: 'permissions',
  about: 'each policy allows what it has to, no more and no less',
  find: ({ blocks }) => {
    const documents = blocks.filter(({ type }) => type === 'aws_iam_policy_document');
    return [...documents.flatMap(differences), ...forApply(blocks, documents)];
  },
};

/** @param {Block} document @returns {readonly string[]} */
function allowed({ body }) {
  const statements = nestedBlocks(body, 'statement').filter(({ effect }) => effect !== 'Deny');
  return [...new Set(statements.flatMap(({ actions = [] }) => (Array.isArray(actions) ? actions : [String(actions)])))];
}

/** @param {Block} document */
function differences(document) {
  const actions = allowed(document);
  const needed = NEEDED_PERMISSIONS[document.address];
  if (needed === undefined) {
    return actions.length === 0 ? [] : [`${document.address}: what it allows is not in needed-permissions.mjs`];
  }
  const missing = needed.actions.filter((action) => !actions.includes(action));
  const extra = actions.filter((action) => !needed.actions.includes(action));
  return [
    ...missing.map((action) => `${document.address}: lacks ${action} (${needed.why})`),
    ...extra.map((action) => `${document.address}: allows ${action}, which is not needed (${needed.why})`),
  ];
}

/** The workflow that applies must be able to make what there is. @param {readonly Block[]} blocks @param {readonly Block[]} documents */
function forApply(blocks, documents) {
  const apply = documents.find(({ address }) => address === APPLY);
  if (apply === undefined) return [];
  const can = allowed(apply);
  const made = blocks.filter(
    ({ kind, type, folder }) => kind === 'resource' && type.startsWith('aws_iam_') && folder !== 'bootstrap',
  );
  return made.flatMap(({ address, type }) => {
    const takes = TAKEN_BY_TYPE[type];
    if (takes === undefined) return [`${address}: what making ${type} takes is not in needed-permissions.mjs`];
    return takes.filter((action) => !can.includes(action)).map((action) => `${APPLY}: lacks ${action}, for ${address}`);
  });
}
