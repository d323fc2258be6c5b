/** What `buf breaking` compares with: the contracts as they were released last. */
export const RELEASED_CONTRACTS = 'tools/codegen/released/contracts.binpb';

/**
 * Makes the contracts of now the released ones, as part of the release commit.
 * @param {import('./run-program.mjs').RunProgram} run
 */
export async function releaseContracts(run) {
  // Comments and positions break nobody; without them the file changes only when a contract does.
  await run('buf', ['build', 'proto', '--exclude-source-info', '-o', RELEASED_CONTRACTS]);
  await run('git', ['add', RELEASED_CONTRACTS]);
}
