/**
 * Where each kind of shared id is owned, and how content names one: by a field (in either case) or in a condition.
 * @type {Readonly<Record<string, { readonly owner: (content: Content) => readonly string[], readonly fields: readonly string[] }>>}
 */
const KINDS = {
  location: {
    owner: ({ json }) => Object.keys(json('world-state', 'world.json').locations),
    fields: ['location', 'location_id', 'home_location', 'to_location'],
  },
  region: { owner: ({ json }) => Object.keys(json('world-state', 'world.json').regions), fields: ['region_id'] },
  npc: {
    owner: ({ lists }) => lists('npc-behavior', 'people').map(({ npcId }) => npcId),
    fields: ['npc_id', 'giver_npc_id', 'client_npc_id', 'buyer_npc_id'],
  },
  part: {
    owner: ({ json }) => json('body-broker-integration', 'part-types.json').map(idOf),
    fields: ['part_type'],
  },
  item: {
    owner: ({ json }) =>
      ['items.json', 'tools.json'].flatMap((file) => json('body-broker-integration', file).map(idOf)),
    fields: ['item_id'],
  },
  quest: {
    owner: ({ lists }) => lists('quest-system', 'quests').map(idOf),
    fields: ['definition_id', 'quest_definition_id'],
  },
  document: {
    owner: ({ names }) => names('knowledge-base', 'lore', '.md'),
    fields: ['document_id', 'reveal_document_id'],
  },
  language: {
    owner: ({ lists, json, names }) =>
      names('language-system', 'languages', '.json').length > 0
        ? lists('language-system', 'languages').map(idOf)
        : json('language-system', 'languages.json').map(idOf),
    fields: ['language_id'],
  },
  incident: {
    owner: ({ keys }) => keys('environmental-narrative', 'incidents'),
    fields: ['incident_id'],
  },
  scene: { owner: ({ keys }) => keys('environmental-narrative', 'scenes'), fields: ['scene_id'] },
  arc: { owner: ({ lists }) => lists('story-teller', 'arcs').map(idOf), fields: ['arc_id'] },
};

/**
 * @typedef {object} Content
 * @property {(service: string, file: string) => any} json
 * @property {(service: string, folder: string) => readonly any[]} lists all entries of all files of a folder
 * @property {(service: string, folder: string) => readonly string[]} keys of all files of a folder
 * @property {(service: string, folder: string, suffix: string) => readonly string[]} names of files, without suffix
 */

/** Content of one service names things of another by id; each must be there. */
export const contentReferences = {
  name: 'content names only what exists',
  run: (workspace) => {
    const content = openContent(workspace);
    const known = new Map(Object.entries(KINDS).map(([kind, { owner }]) => [kind, new Set(owner(content))]));
    const kindOf = new Map(Object.entries(KINDS).flatMap(([kind, { fields }]) => fields.map((field) => [field, kind])));
    return workspace.services.flatMap((name) =>
      workspace.files(`apps/${name}/content`, /\.json$/).flatMap((path) =>
        referencesIn(JSON.parse(workspace.read(path)), kindOf)
          .filter(({ kind, id }) => !known.get(kind)?.has(id))
          .map(({ kind, id, at }) => `${path}: ${at} names the ${kind} "${id}", which does not exist`),
      ),
    );
  },
};

const idOf = (/** @type {any} */ entry) => (typeof entry === 'string' ? entry : entry.id);
const snake = (/** @type {string} */ name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Ids in fields, and in conditions: `event.npc_id == "pip"`, `event.part_type in ["eye", "ear"]`. */
function referencesIn(value, kindOf, at = '') {
  if (typeof value === 'string') return inCondition(value, kindOf, at);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const path = at === '' ? key : `${at}.${key}`;
    const kind = kindOf.get(snake(key));
    const isId = kind !== undefined && typeof member === 'string' && /^[a-z0-9][a-z0-9_.-]*$/.test(member);
    return isId ? [{ kind, id: member, at: path }] : referencesIn(member, kindOf, path);
  });
}

function inCondition(text, kindOf, at) {
  return [...text.matchAll(/\b([a-z_]+)\s*(?:==|!=|in)\s*(\[[^\]]*\]|"[^"]*"|'[^']*')/g)].flatMap(
    ([, field, right]) => {
      const kind = kindOf.get(field);
      if (kind === undefined) return [];
      return [...right.matchAll(/["']([^"']+)["']/g)].flatMap(([, id]) => (id.startsWith('{') ? [] : { kind, id, at }));
    },
  );
}

/** @returns {Content} */
function openContent({ read, files }) {
  const json = (service, file) => JSON.parse(read(`apps/${service}/content/${file}`));
  return {
    json,
    lists: (service, folder) =>
      files(`apps/${service}/content/${folder}`, /\.json$/).flatMap((path) => JSON.parse(read(path))),
    keys: (service, folder) =>
      files(`apps/${service}/content/${folder}`, /\.json$/).flatMap((path) => Object.keys(JSON.parse(read(path)))),
    names: (service, folder, suffix) =>
      files(`apps/${service}/content/${folder}`)
        .filter((path) => path.endsWith(suffix))
        .map((path) => path.split('/').at(-1).slice(0, -suffix.length)),
  };
}
