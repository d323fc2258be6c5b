/**
 * What a project's targets run with, as dependencies of the project: a new version of jest or esbuild affects those that
 * are tested or built by it, though nothing imports it. With these, root package.json need not be an input of everything.
 * @type {import('@nx/devkit').CreateDependencies}
 */
export const createDependencies = (_options, { projects, externalNodes }) =>
  Object.entries(projects).flatMap(([source, { targets = {} }]) => {
    const programs = new Set(Object.values(targets).flatMap(programsOf));
    return [...programs]
      .map((program) => `npm:${program}`)
      .filter((target) => externalNodes[target] !== undefined)
      .map((target) => ({ source, target, type: 'implicit' }));
  });

/** Those that the target names as inputs; packages are built by the compiler, which their target does not name. */
function programsOf({ inputs = [], metadata }) {
  const named = inputs.flatMap((input) => input.externalDependencies ?? []);
  return metadata?.technologies?.includes('typescript') ? [...named, 'typescript'] : named;
}
