import ts from 'typescript';

/**
 * Nx's dependency-checks leaves specs out, since they are no part of what a package ships; so a package could use
 * another in its tests without a word in its manifest. Each package a file imports is declared: by its own manifest, or,
 * as a tool of the whole workspace from a registry, by the root's.
 */
export const declaredImports = {
  name: 'specs and sources import only what their package declares',
  run: ({ files, read }) => {
    const ofWorkspace = Object.keys(JSON.parse(read('package.json')).devDependencies);
    return ['apps', 'libs', 'tools', 'e2e']
      .flatMap((folder) => files(folder, /\/package\.json$/))
      .flatMap((path) => {
        const manifest = JSON.parse(read(path));
        const declared = new Set([manifest.name, ...ofWorkspace, ...namesIn(manifest)]);
        return undeclared(files(path.replace(/\/package\.json$/, ''), /\.ts$/), read, declared).map(
          ([name, user]) => `${path}: ${user} imports ${name}, which is not declared`,
        );
      });
  },
};

/** Each undeclared package once, with the first file that imports it. */
function undeclared(paths, read, declared) {
  const users = new Map();
  for (const path of paths) {
    for (const name of packagesIn(read(path))) {
      if (!declared.has(name) && !users.has(name)) users.set(name, path);
    }
  }
  return [...users];
}

const namesIn = ({ dependencies, devDependencies, peerDependencies, optionalDependencies }) =>
  Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies });

function packagesIn(source) {
  return ts
    .preProcessFile(source)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => !/^(\.|\/|node:)/.test(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
