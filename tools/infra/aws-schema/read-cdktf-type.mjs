import { readClasses } from './read-classes.mjs';
import { readInputs } from './read-inputs.mjs';
import { readRequired } from './read-required.mjs';

/**
 * The schema of one resource or data source, in the form of `terraform providers schema -json`.
 * @typedef {object} Block
 * @property {Record<string, Attribute>} [attributes]
 * @property {Record<string, NestedBlock>} [block_types]
 */
/**
 * @typedef {object} Attribute
 * @property {unknown} type in Terraform's type syntax: `"string"`, `["set", "string"]`, `["list", ["object", {…}]]`
 * @property {boolean} [required]
 * @property {boolean} [optional]
 * @property {boolean} [computed]
 */
/**
 * @typedef {object} NestedBlock
 * @property {'single' | 'list' | 'set'} nesting_mode
 * @property {Block} block
 * @property {number} [min_items]
 * @property {number} [max_items]
 */

/**
 * Reads a schema back out of what cdktf generated from it. The inputs come from the HCL synthesis, what is required from the
 * declarations, what AWS fills in from the getters.
 * @param {string} script index.js of the type
 * @param {string} declarations index.d.ts of the type
 * @returns {{ type: string, block: Block }}
 */
export function readCdktfType(script, declarations) {
  const type = /tfResourceType = "(\w+)"/.exec(script)?.[1];
  const className = /^class (\w+) extends cdktf\.Terraform(?:Resource|DataSource) /m.exec(script)?.[1];
  if (type === undefined || className === undefined) throw new Error('not a cdktf resource or data source');
  const inputs = readInputs(script);
  const required = readRequired(declarations);
  const outputs = readClasses(script);
  const block = blockOf(inputs.top, required.get(`${className}Config`) ?? new Set(), { inputs, required });
  block.attributes ??= {};
  for (const [name, outputType] of outputs.attributesOf(className)) {
    if (block.attributes[name] || block.block_types?.[name]) continue;
    block.attributes[name] = { type: outputType, computed: true };
  }
  const { id } = block.attributes;
  if (id === undefined) block.attributes['id'] = { type: 'string', optional: true, computed: true };
  else if (!id.required) id.computed = true;
  return { type, block: sorted(block) };
}

/**
 * @param {readonly import('./read-inputs.mjs').Input[]} inputs
 * @param {ReadonlySet<string>} requiredNames
 * @param {{ inputs: import('./read-inputs.mjs').Inputs, required: ReadonlyMap<string, ReadonlySet<string>> }} source
 * @returns {Block}
 */
function blockOf(inputs, requiredNames, source) {
  /** @type {Block} */
  const block = {};
  for (const input of inputs) {
    const isRequired = requiredNames.has(input.name);
    const nested = input.struct === undefined ? undefined : nestedOf(input.struct, source);
    if (nested === undefined || !input.isBlock) {
      block.attributes ??= {};
      const type = nested === undefined ? input.type : [input.collection, objectOf(nested)];
      block.attributes[input.name] = { type, ...(isRequired ? { required: true } : { optional: true }) };
      continue;
    }
    block.block_types ??= {};
    block.block_types[input.name] = {
      nesting_mode: input.collection === 'struct' ? 'single' : input.collection === 'set' ? 'set' : 'list',
      ...(isRequired && input.collection !== 'struct' ? { min_items: 1 } : {}),
      ...(input.isMany || input.collection === 'struct' ? {} : { max_items: 1 }),
      block: nested,
    };
  }
  return block;
}

/** @param {string} struct @param {Parameters<typeof blockOf>[2]} source @returns {Block} */
function nestedOf(struct, source) {
  const name = struct[0]?.toUpperCase() + struct.slice(1);
  return blockOf(source.inputs.structs.get(struct) ?? [], source.required.get(name) ?? new Set(), source);
}

/** A nested structure that is written as an attribute: its type. @param {Block} block @returns {unknown} */
function objectOf({ attributes = {}, block_types: blocks = {} }) {
  const fields = Object.entries(attributes).map(([name, { type }]) => [name, type]);
  const lists = Object.entries(blocks).map(([name, nested]) => [name, [nested.nesting_mode, objectOf(nested.block)]]);
  return ['object', Object.fromEntries([...fields, ...lists])];
}

/** @param {Block} block @returns {Block} */
function sorted({ attributes, block_types: blocks }) {
  const byName = (/** @type {object} */ entries) =>
    Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(attributes ? { attributes: byName(attributes) } : {}),
    ...(blocks
      ? {
          block_types: byName(
            Object.fromEntries(
              Object.entries(blocks).map(([name, nested]) => [name, { ...nested, block: sorted(nested.block) }]),
            ),
          ),
        }
      : {}),
  };
}
