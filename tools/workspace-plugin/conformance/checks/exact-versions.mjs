/** What comes from a registry is pinned; what is ours follows semver. */
export const exactVersions = {
  name: 'dependencies from a registry are pinned exactly',
  run: ({ files, read }) =>
    [
      'package.json',
      ...['apps', 'libs', 'tools', 'e2e'].flatMap((folder) => files(folder, /\/package\.json$/)),
    ].flatMap((path) => {
      const manifest = JSON.parse(read(path));
      const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
      return Object.entries(all)
        .filter(([name, range]) => !name.startsWith('@bodybroker/') && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range))
        .map(([name, range]) => `${path}: ${name} "${range}"`);
    }),
};
