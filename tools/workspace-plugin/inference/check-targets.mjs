const up = (root) =>
  root
    .split('/')
    .map(() => '..')
    .join('/');

export function lintTarget(root) {
  return {
    command: `eslint --no-warn-ignored ${root}`,
    cache: true,
    inputs: [
      'default',
      '{workspaceRoot}/eslint.config.mjs',
      '{workspaceRoot}/tools/workspace-plugin/eslint/**/*',
      { externalDependencies: ['eslint', 'typescript-eslint', '@nx/eslint-plugin'] },
    ],
    outputs: [],
  };
}

const jest = (root) => ({
  options: { cwd: '{projectRoot}' },
  cache: true,
  inputs: [
    'default',
    '^production',
    '{workspaceRoot}/tools/jest/**/*',
    { externalDependencies: ['jest', '@swc/jest', '@swc/core'] },
  ],
  outputs: ['{projectRoot}/out-tsc/test-results.json'],
  command: `mkdir -p out-tsc && jest --config ${up(root)}/tools/jest/jest.config.mjs --rootDir . --passWithNoTests --json --outputFile out-tsc/test-results.json`,
});

export const testTarget = jest;

/** Starts every built process against real servers; never cached, since it tests what runs. */
export function e2eTarget(root) {
  const target = testTarget(root);
  const setup = '--globalSetup ./global-setup.mjs --globalTeardown ./global-teardown.mjs';
  return {
    ...target,
    cache: false,
    command: `${target.command} --runInBand --testTimeout 20000 ${setup}`,
    dependsOn: [{ projects: ['tag:type:app', 'tag:type:tool'], target: 'build' }],
  };
}
