const NEEDED = ['package.json', 'README.md', 'src/main.ts', 'src/service.ts', 'src/config.ts'];
const ROOMS = [
  'config.ts',
  'content',
  'deps.ts',
  'domain',
  'handlers',
  'main.ts',
  'mapping',
  'peers',
  'publishers',
  'service.ts',
  'storage',
  'subscribers',
  'workers',
];

/** Rooms that one service has and others need not: what makes it differ from all others. */
const OWN_ROOMS = {
  // Model providers, and the course of a generation over them.
  'ai-integration': ['providers', 'generating'],
  // The course of a decision over what was asked of others.
  'ai-router': ['sources', 'routing'],
  // Hashing, signing and sealing.
  auth: ['crypto'],
  // What takes several steps over shards and services.
  'body-broker-integration': ['flows'],
  // The index and what is found in it.
  'knowledge-base': ['searching'],
  // RE2; saying texts in another language.
  'language-system': ['patterns', 'translating'],
  // What a mind needs libraries for; the course of a talk over other services.
  'npc-behavior': ['minds', 'talking'],
  // Calls of methods known by name only.
  orchestration: ['calling'],
  // The ledger and its accounts; purchases step by step, and who takes the money.
  payment: ['ledger', 'paying', 'providers'],
  // The ink engine.
  'story-teller': ['ink'],
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
