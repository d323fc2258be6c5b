import { nestedBlocks, valuesOf } from '../blocks.mjs';
import { WILDCARDS } from '../exceptions.mjs';

/** @typedef {import('../read-configuration.mjs').Block} Block */
/** @typedef {{ readonly at: string, readonly sid: string, readonly text: string }} Wildcard */

/** An action for many (`s3:*`, `ecr:Get*`), or a resource that is all of its kind (`*`, `arn:aws:s3:::*`). */
const ACTION = /^[a-z0-9-]*:?[A-Za-z]*\*/;
const RESOURCE = /^\*$|^arn:[^/]*:\*$/;

/** @type {import('../rule.mjs').Rule} */
export const iamWildcards = {
  name: 'iam-wildcards',
  about: 'permissions name actions and resources; what cannot is listed with its reason',
  find: ({ blocks }) => {
    const found = blocks.flatMap((block) =>
      block.type === 'aws_iam_policy_document' ? inDocument(block) : inObjects(block),
    );
    const isListed = (/** @type {Wildcard} */ { at, sid }) =>
      WILDCARDS.some((each) => each.at === at && each.sid === sid);
    const known = new Set(blocks.map(({ address }) => address));
    const stale = WILDCARDS.filter(
      ({ at, sid }) => known.has(at) && !found.some((each) => each.at === at && each.sid === sid),
    );
    return [
      ...found
        .filter((each) => !isListed(each))
        .map(({ at, sid, text }) => `${at}: ${sid || 'a statement without a Sid'}: ${text}`),
      ...stale.map(({ at, sid }) => `${at}: ${sid}: has no wildcard any more; take it off the list`),
    ];
  },
};

/** @param {Block} block @returns {readonly Wildcard[]} */
function inDocument({ address, body }) {
  return nestedBlocks(body, 'statement').flatMap((statement) => {
    // What is denied may be as wide as it likes.
    if (statement.effect === 'Deny') return [];
    const found = (/** @type {string} */ text) => ({ at: address, sid: String(statement.sid ?? ''), text });
    const anyone = nestedBlocks(statement, 'principals')
      .flatMap((each) => listOf(each.identifiers))
      .includes('*');
    return [
      ...listOf(statement.actions)
        .filter((each) => ACTION.test(each))
        .map((each) => found(`action ${each}`)),
      ...listOf(statement.resources)
        .filter((each) => RESOURCE.test(each))
        .map((each) => found(`resource ${each}`)),
      ...(statement.not_actions ? [found('not_actions')] : []),
      ...(statement.not_resources ? [found('not_resources')] : []),
      ...(anyone ? [found('anyone')] : []),
    ];
  });
}

/** An argument that is an expression can hold anything; its texts are looked at as they are. @param {any} value @returns {readonly string[]} */
function listOf(value) {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.map(String);
  const literals = [...String(value).matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
  return [String(value), ...literals];
}

/** Policies that are written as objects, in locals or in jsonencode. @param {Block} block @returns {readonly Wildcard[]} */
function inObjects({ address, kind, body }) {
  if (kind === 'variable' || kind === 'output') return [];
  return valuesOf(body).flatMap(({ path, value }) => {
    const text = String(value);
    if (/\bStatement\b\s*[=:]/.test(text)) return inExpression(address, text);
    const isPolicy = /(^|\.)Statement\./.test(path);
    if (isPolicy && /\.(Not)?Action$/.test(path) && ACTION.test(text))
      return [{ at: address, sid: '', text: `action ${text}` }];
    if (isPolicy && /\.(Not)?Resource$/.test(path) && RESOURCE.test(text))
      return [{ at: address, sid: '', text: `resource ${text}` }];
    return [];
  });
}

/** @param {string} at @param {string} text an expression with a policy in it @returns {readonly Wildcard[]} */
function inExpression(at, text) {
  // A statement reaches from its Sid to the next one; those before the first have none.
  const parts = text.split(/(?=\bSid\s*=)/);
  return parts.flatMap((part) => {
    const sid = /^Sid\s*=\s*"(\w+)"/.exec(part)?.[1] ?? '';
    const values = (/** @type {string} */ name) =>
      [...part.matchAll(new RegExp(`\\b(?:Not)?${name}\\s*=\\s*(\\[[^\\]]*\\]|"[^"]*")`, 'g'))].flatMap(
        ([, list = '']) => [...list.matchAll(/"([^"]*)"/g)].map(([, each = '']) => each),
      );
    return [
      ...values('Action')
        .filter((each) => ACTION.test(each))
        .map((each) => ({ at, sid, text: `action ${each}` })),
      ...values('Resource')
        .filter((each) => RESOURCE.test(each))
        .map((each) => ({ at, sid, text: `resource ${each}` })),
    ];
  });
}
