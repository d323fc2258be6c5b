const MAX_LINES = 300;

/** One concept a file; a longer one is named here with its reason. */
const LONGER = {};

export const fileLength = {
  name: `no source file over ${MAX_LINES} lines`,
  run: ({ files, read }) =>
    ['apps', 'libs', 'tools'].flatMap((folder) =>
      files(folder, /(?<!\.spec)\.(ts|mjs)$/)
        .filter((path) => !/^libs\/contracts\/|\/test\//.test(path) && LONGER[path] === undefined)
        .map((path) => ({ path, count: read(path).split('\n').length }))
        .filter(({ count }) => count > MAX_LINES)
        .map(({ path, count }) => `${path} has ${count} lines`),
    ),
};
