/** @typedef {import('./read-cdktf-type.mjs').Block} Block */
/** @typedef {import('./read-cdktf-type.mjs').NestedBlock} NestedBlock */

/** Arguments of every resource that AWS fills in when they are not given. */
const ALWAYS_COMPUTED = new Set(['region', 'tags_all']);

/** @type {NestedBlock} */
const RATE_BASED = {
  nesting_mode: 'list',
  max_items: 1,
  block: {
    attributes: {
      aggregate_key_type: { type: 'string', optional: true },
      evaluation_window_sec: { type: 'number', optional: true },
      limit: { type: 'number', required: true },
    },
  },
};
/** @type {NestedBlock} */
const MANAGED_GROUP = {
  nesting_mode: 'list',
  max_items: 1,
  block: {
    attributes: {
      name: { type: 'string', required: true },
      vendor_name: { type: 'string', required: true },
      version: { type: 'string', optional: true },
    },
    block_types: {
      rule_action_override: {
        nesting_mode: 'list',
        block: {
          attributes: { name: { type: 'string', required: true } },
          block_types: {
            action_to_use: {
              nesting_mode: 'list',
              min_items: 1,
              max_items: 1,
              block: { block_types: { count: { nesting_mode: 'list', max_items: 1, block: {} } } },
            },
          },
        },
      },
    },
  },
};

/**
 * Adds what cdktf does not carry. Which optional arguments are computed when unset: all of a data source, and the few of resources
 * below. And the statement of a WAF rule, which is recursive and typed `any` there: from the provider's documentation, those in use.
 * @param {'resource' | 'data'} kind
 * @param {string} type
 * @param {Block} block
 * @returns {Block}
 */
export function supplement(kind, type, block) {
  const { attributes = {} } = block;
  for (const [name, attribute] of Object.entries(attributes)) {
    const isNamedByPrefix = name === 'name' && attributes['name_prefix'] !== undefined;
    if (attribute.optional && (kind === 'data' || isNamedByPrefix || ALWAYS_COMPUTED.has(name)))
      attribute.computed = true;
  }
  const rule = block.block_types?.['rule'];
  if (type === 'aws_wafv2_web_acl' && rule !== undefined) addStatement(rule.block);
  return block;
}

/** @param {Block} rule */
function addStatement(rule) {
  delete rule.attributes?.['statement'];
  rule.block_types = {
    ...rule.block_types,
    statement: {
      nesting_mode: 'list',
      min_items: 1,
      max_items: 1,
      block: { block_types: { managed_rule_group_statement: MANAGED_GROUP, rate_based_statement: RATE_BASED } },
    },
  };
}
