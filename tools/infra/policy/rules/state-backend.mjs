/** @type {import('../rule.mjs').Rule} */
export const stateBackend = {
  name: 'state-backend',
  about: 'each environment keeps its state in S3, encrypted, locked, under a key of its own',
  find: ({ folders, blocks }) => {
    const environments = folders.filter((folder) => folder.startsWith('environments/'));
    const backends = environments.map((folder) => ({
      folder,
      settings: blocks
        .filter((block) => block.folder === folder && block.kind === 'terraform')
        .flatMap(({ body }) => body.backend?.s3 ?? [])[0],
    }));
    const keys = backends.map(({ settings }) => settings?.key);
    return backends.flatMap(({ folder, settings }, at) => [
      ...(settings === undefined ? [`${folder}: no s3 backend`] : []),
      ...(settings !== undefined && settings.use_lockfile !== true ? [`${folder}: use_lockfile must be true`] : []),
      ...(settings !== undefined && settings.encrypt !== true ? [`${folder}: encrypt must be true`] : []),
      ...(keys.indexOf(keys[at]) === at ? [] : [`${folder}: shares the state of another environment`]),
    ]);
  },
};
