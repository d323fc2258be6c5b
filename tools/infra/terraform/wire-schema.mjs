/** @typedef {import('../aws-schema/read-cdktf-type.mjs').Block} Block */

/** Numbers of tfplugin5's NestingMode. */
const NESTING = { single: 1, list: 2, set: 3 };

/**
 * A schema as the plugin protocol carries it.
 * @param {Block} block
 * @returns {{ version: number, block: object }}
 */
export function toWireSchema(block) {
  return { version: 0, block: wireBlock(block) };
}

/** @param {Block} block @returns {object} */
function wireBlock({ attributes = {}, block_types: blocks = {} }) {
  return {
    version: 0,
    attributes: Object.entries(attributes).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
    })),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      type_name: name,
      nesting: nestingOf(nested),
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
      block: wireBlock(nested.block),
    })),
  };
}

/** Terraform refuses a set of blocks whose type is not known. @param {import('../aws-schema/read-cdktf-type.mjs').NestedBlock} nested */
function nestingOf(nested) {
  if (nested.nesting_mode === 'set' && JSON.stringify(nested.block).includes('"dynamic"')) return NESTING.list;
  return NESTING[nested.nesting_mode];
}
