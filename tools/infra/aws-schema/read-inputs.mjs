/**
 * What a resource or one of its nested structures takes.
 * @typedef {object} Input
 * @property {string} name in HCL
 * @property {boolean} isBlock
 * @property {boolean} isMany whether it may stand more than once
 * @property {string} collection `simple`, `list`, `set`, `map` or `struct`
 * @property {unknown} type of an attribute, in Terraform's type syntax
 * @property {string} [struct] the nested structure, by the name its functions begin with
 */
/** @typedef {{ readonly top: readonly Input[], readonly structs: ReadonlyMap<string, readonly Input[]> }} Inputs */

const SIMPLE = /** @type {Record<string, string>} */ ({ string: 'string', number: 'number', boolean: 'bool' });
const ENTRY =
  /^\s*(\w+): \{\s*value: ([^\n]*),\n\s*isBlock: (true|false),\s*type: "(\w+)",\s*storageClassType: "(\w+)",/gm;

/**
 * Reads the inputs from the functions that write HCL: `synthesizeHclAttributes` of the resource, `…ToHclTerraform` of structures.
 * @param {string} script
 * @returns {Inputs}
 */
export function readInputs(script) {
  const top = /synthesizeHclAttributes\(\) \{\s*const attrs = \{([\s\S]*?)\n {8}\};/.exec(script)?.[1] ?? '';
  const functions = script.matchAll(/^function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)\n\}/gm);
  return {
    top: entries(top),
    structs: new Map([...functions].map(([, name = '', body = '']) => [name, entries(body)])),
  };
}

/** @param {string} text @returns {readonly Input[]} */
function entries(text) {
  return [...text.matchAll(ENTRY)].map(([, name = '', value = '', isBlock, collection = '', storage = '']) => {
    const struct = /(?<![.\w])(\w+)ToHclTerraform/.exec(value)?.[1];
    return {
      name,
      isBlock: isBlock === 'true',
      isMany: value.startsWith('cdktf.listMapperHcl('),
      collection,
      type: typeOf(collection, storage),
      ...(struct === undefined ? {} : { struct }),
    };
  });
}

/** @param {string} collection @param {string} storage @returns {unknown} */
function typeOf(collection, storage) {
  if (collection === 'simple') return SIMPLE[storage] ?? 'dynamic';
  const element = /^(string|number|boolean)(List|Map|Set)$/.exec(storage)?.[1];
  return element === undefined ? 'dynamic' : [collection, SIMPLE[element]];
}
