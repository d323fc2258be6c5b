const NEEDED = ['package.json', 'README.md', 'src/main.ts', 'src/service.ts', 'src/config.ts'];
const ROOMS = [
  'config.ts',
  'deps.ts',
  'domain',
  'handlers',
  'main.ts',
  'mapping',
  'publishers',
  'service.ts',
  'storage',
  'subscribers',
  'workers',
];

/** Rooms that one service has and others need not: what it does with the outside, beside storing. */
const OWN_ROOMS = {
  // Lore read from content/; the index and what is found in it.
  'knowledge-base': ['content', 'searching'],
  // Tongues read from content/; RE2; saying texts in another language.
  'language-system': ['content', 'patterns', 'translating'],
  // Hashing, signing and sealing; the common passwords.
  auth: ['crypto', 'content'],
  // Model providers, and the course of a generation over them.
  'ai-integration': ['providers', 'generating'],
  // What is asked of other services, and the course of a decision over it.
  'ai-router': ['sources', 'routing'],
  // Profiles and load targets read from content/.
  'performance-mode': ['content'],
  // Quests read from content/; what other services are asked for.
  'quest-system': ['content', 'peers'],
  // Arcs and beats read from content/; the ink engine; what other services are asked for.
  'story-teller': ['content', 'ink', 'peers'],
  // Definitions and flags read from content/.
  settings: ['content'],
  // Calls of methods known by name only; workflows read from content/.
  orchestration: ['calling', 'content'],
  // Capability definitions read from content/.
  'capability-registry': ['content'],
  // People, places and topics read from content/; what a mind needs libraries for; the course of a talk over other services.
  'npc-behavior': ['content', 'minds', 'talking'],
  // Climates read from content/.
  'weather-manager': ['content'],
  // Calls to the services it ties together; what takes several steps over shards and services.
  'body-broker-integration': ['content', 'peers', 'flows'],
  // Products from content/; the ledger and its accounts; purchases step by step, and who takes the money.
  payment: ['content', 'ledger', 'paying', 'providers'],
  // World files read from content/.
  'world-state': ['content'],
  // Scenes and incidents read from content/.
  'environmental-narrative': ['content'],
};

/** All services have the same rooms; a room nobody needs is left out, one nobody knows is not added. */
export const serviceSkeleton = {
  name: 'every service has the same rooms',
  run: ({ services, has, read, files }) =>
    services.flatMap((name) => {
      const root = `apps/${name}`;
      const rooms = new Set(files(`${root}/src`).map((path) => path.split('/')[3]));
      return [
        ...NEEDED.filter((path) => !has(`${root}/${path}`)).map((path) => `${root}/${path} is missing`),
        ...[...rooms]
          .filter((room) => !ROOMS.includes(room) && OWN_ROOMS[name]?.includes(room) !== true)
          .map((room) => `${root}/src/${room} is no room of a service`),
        ...(has(`libs/contracts/${name}`) ? [] : [`${root} has no contract lib`]),
        ...(lines(read(`${root}/src/main.ts`)) <= 15 ? [] : [`${root}/src/main.ts only starts the service (15 lines)`]),
      ];
    }),
};

const lines = (text) => text.split('\n').filter((line) => line.trim() !== '').length;
