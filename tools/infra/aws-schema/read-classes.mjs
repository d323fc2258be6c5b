const GETTERS = /** @type {Record<string, unknown>} */ ({
  String: 'string',
  Number: 'number',
  Boolean: 'bool',
  List: ['list', 'string'],
  NumberList: ['list', 'number'],
  StringMap: ['map', 'string'],
  NumberMap: ['map', 'number'],
  BooleanMap: ['map', 'bool'],
});

/**
 * What can be read of a resource: the getters of its class, and the classes of nested structures that AWS fills in.
 * @param {string} script
 * @returns {{ attributesOf: (className: string) => readonly (readonly [string, unknown])[] }} name and type of each
 */
export function readClasses(script) {
  const found = [...script.matchAll(/^class (\w+) extends cdktf\.(\w+) \{/gm)];
  const bodies = new Map(
    found.map((match, at) => [match[1] ?? '', script.slice(match.index, found[at + 1]?.index ?? script.length)]),
  );

  /** @param {string} className @returns {readonly (readonly [string, unknown])[]} */
  const attributesOf = (className) => {
    const body = bodies.get(className) ?? '';
    const sets = new Set([...body.matchAll(/tolist\(this\.get\w*ListAttribute\('(\w+)'\)\)/g)].map(([, name]) => name));
    const plain = [...body.matchAll(/this\.get([A-Za-z]+)Attribute\('(\w+)'\)/g)].flatMap(
      ([, kind = '', name = '']) => {
        const type = GETTERS[kind];
        if (type === undefined) return [];
        return [/** @type {const} */ ([name, sets.has(name) && Array.isArray(type) ? ['set', type[1]] : type])];
      },
    );
    const maps = [...body.matchAll(/= new cdktf\.(\w+)Map\(this, "(\w+)"\)/g)].map(
      ([, kind = '', name = '']) => /** @type {const} */ ([name, ['map', GETTERS[kind] ?? 'string']]),
    );
    const nested = [
      ...body.matchAll(/= new (\w+?)(List|Map|OutputReference)\(this, "(\w+)"(?:, (true|false))?\)/g),
    ].map(([, name = '', kind, attribute = '', isSet]) => {
      const object = ['object', Object.fromEntries(attributesOf(`${name}OutputReference`))];
      const collection = kind === 'Map' ? 'map' : isSet === 'true' ? 'set' : 'list';
      return /** @type {const} */ ([attribute, [collection, object]]);
    });
    return [...plain, ...maps, ...nested];
  };
  return { attributesOf };
}
