import { getExtension, hasExtension } from '@bufbuild/protobuf';
import { readConfig } from './read-config.mjs';

/**
 * @typedef {object} Rpc
 * @property {string} name
 * @property {string} verb HTTP verb
 * @property {string} path HTTP path
 * @property {'public' | 'player' | 'service' | 'admin'} access
 * @property {boolean} streams
 * @property {'required' | 'optional' | 'none'} idempotencyKey
 * @property {string} comment
 */
/**
 * @typedef {object} EventFacts
 * @property {string} type such as `game.quest.accepted`
 * @property {string} stream
 * @property {string} message
 * @property {readonly string[]} fields
 * @property {string} comment
 * @property {string} producer service name
 * @property {boolean} clientPublishable
 */
/**
 * @typedef {object} ServiceFacts
 * @property {string} name
 * @property {string} version
 * @property {string} about
 * @property {string} typeName
 * @property {readonly Rpc[]} rpcs
 * @property {readonly EventFacts[]} publishes
 * @property {readonly { event: EventFacts, durable: string }[]} consumes
 * @property {readonly string[]} calls other services, by name
 * @property {readonly import('./read-config.mjs').Variable[]} config
 */

const ACCESS = /** @type {const} */ (['service', 'public', 'player', 'service', 'admin']);
const KEY = /** @type {const} */ (['none', 'optional', 'required']);
const STREAM = { game: 'GAME_EVENTS', narr: 'NARRATIVE_EVENTS', sys: 'SYSTEM_EVENTS' };

/**
 * What contracts and code say of each service: read from descriptors, the topology, and imports. A service calls another when it
 * imports its client, and consumes an event when it has a durable for it and imports its message.
 * @param {Awaited<ReturnType<typeof import('../workspace-plugin/conformance/workspace.mjs').openWorkspace>>} workspace
 * @returns {readonly ServiceFacts[]} by name
 */
export function serviceFacts(workspace) {
  const names = [...workspace.services].sort();
  const contracts = names.map((name) => ({ name, ...readContract(workspace, name) }));
  const events = contracts.flatMap(({ publishes }) => publishes);
  const durables = readDurables(workspace);
  return contracts.map((contract) => {
    const { name } = contract;
    const imports = importsOf(workspace, `apps/${name}/src`);
    return {
      ...contract,
      version: JSON.parse(workspace.read(`apps/${name}/package.json`)).version,
      consumes: events
        .filter((event) => event.producer !== name && imports.get(event.producer)?.has(event.message))
        .flatMap((event) =>
          durables.flatMap(({ durable, filter }) =>
            durable.startsWith(`${name}-`) && matches(filter, `${event.type}._`) ? { event, durable } : [],
          ),
        ),
      calls: names.filter((other) =>
        [...(imports.get(other) ?? [])].some((symbol) => symbol.endsWith('ServiceClient')),
      ),
      config: readConfig(workspace.read(`apps/${name}/src/config.ts`)),
    };
  });
}

function readContract({ image, registry }, name) {
  const packageName = `bodybroker.${name.replaceAll('-', '_')}.v1`;
  const option = (descriptor, extensionName) => {
    const extension = registry.getExtension(extensionName);
    const { options } = descriptor.proto;
    return options && hasExtension(options, extension) ? getExtension(options, extension) : undefined;
  };
  const files = image.file.filter((file) => file.package === packageName);
  const services = files.flatMap((file) =>
    file.service.map((each) => registry.getService(`${packageName}.${each.name}`)),
  );
  const messages = files.flatMap((file) =>
    file.messageType.map((each) => ({ descriptor: registry.getMessage(`${packageName}.${each.name}`), file })),
  );
  return {
    typeName: services[0]?.typeName ?? '',
    about: services[0] === undefined ? '' : commentOf(files, services[0].name),
    rpcs: services.flatMap((service) =>
      service.methods.map((method) => {
        const { access = 0, idempotencyKey = 0 } = option(method, 'bodybroker.options.v1.method') ?? {};
        const { pattern } = option(method, 'google.api.http') ?? {};
        return {
          name: method.name,
          verb: (pattern?.case ?? '').toUpperCase(),
          path: String(pattern?.value ?? ''),
          access: ACCESS[access],
          streams: method.methodKind !== 'unary',
          idempotencyKey: KEY[idempotencyKey],
          comment: commentOf(files, service.name, method.name),
        };
      }),
    ),
    publishes: messages.flatMap(({ descriptor }) => {
      const event = option(descriptor, 'bodybroker.options.v1.event');
      if (event === undefined) return [];
      return {
        type: event.type,
        stream: STREAM[event.type.split('.')[0]] ?? '',
        message: descriptor.name,
        fields: descriptor.fields.map((field) => field.name),
        comment: commentOf(files, descriptor.name),
        producer: name,
        clientPublishable: event.clientPublishable,
      };
    }),
  };
}

/** The comment of a service, one of its methods, or a message. Paths are those of descriptor.proto: 6 service, 2 method, 4 message. */
function commentOf(files, top, method) {
  for (const file of files) {
    const service = file.service.findIndex((each) => each.name === top);
    const message = file.messageType.findIndex((each) => each.name === top);
    const path =
      service < 0
        ? [4, message]
        : method === undefined
          ? [6, service]
          : [6, service, 2, file.service[service].method.findIndex((each) => each.name === method)];
    if (path.includes(-1)) continue;
    const location = file.sourceCodeInfo?.location.find((each) => each.path.join() === path.join());
    if (location) return location.leadingComments.trim().replace(/\s+/g, ' ');
  }
  return '';
}

function readDurables({ read }) {
  const text = read('tools/streams/src/topology.ts');
  return [...text.matchAll(/consumer\('[A-Z_]+', '([^']+)', '([^']+)'\)/g)].map(([, durable, filter]) => ({
    durable,
    filter,
  }));
}

/**
 * What the sources in a folder import from contracts: service name to symbols.
 * @param {Pick<Awaited<ReturnType<typeof import('../workspace-plugin/conformance/workspace.mjs').openWorkspace>>, 'files' | 'read'>} workspace
 * @param {string} folder
 */
export function importsOf({ files, read }, folder) {
  /** @type {Map<string, Set<string>>} */
  const imports = new Map();
  for (const path of files(folder, /(?<!\.spec)\.ts$/)) {
    for (const [, symbols, from] of read(path).matchAll(
      /import (?:type )?\{([^}]*)\} from '@bodybroker\/contracts-([a-z-]+)'/g,
    )) {
      const known = imports.get(from) ?? new Set();
      for (const symbol of symbols.split(','))
        known.add(
          symbol
            .trim()
            .replace(/^type /, '')
            .split(' as ')[0],
        );
      imports.set(from, known);
    }
  }
  return imports;
}

/** Whether a NATS subject filter takes a subject. */
function matches(filter, subject) {
  const tokens = subject.split('.');
  const parts = filter.split('.');
  return (
    parts.every((part, at) => part === '>' || (tokens[at] !== undefined && (part === '*' || part === tokens[at]))) &&
    (parts.at(-1) === '>' ? tokens.length >= parts.length : tokens.length === parts.length)
  );
}
