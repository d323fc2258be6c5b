/** The package of a proto is its folder: proto/bodybroker/time_manager/v1 holds bodybroker.time_manager.v1. */
export const protoFolders = {
  name: 'the package of a proto is its folder',
  run: ({ files, read }) =>
    files('proto', /\.proto$/).flatMap((path) => {
      const wanted = path.split('/').slice(1, -1).join('.');
      const found = /^package ([\w.]+);/m.exec(read(path))?.[1];
      return found === wanted ? [] : [`${path}: package ${found}, should be ${wanted}`];
    }),
};
