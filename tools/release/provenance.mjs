/**
 * Whether the registry can prove where a package was built. npm itself does so for public packages that GitHub Actions
 * builds, with an identity token, from a public repository; it refuses the publication of any other that asks for it.
 * @param {{ registry: string, access: unknown, env: NodeJS.ProcessEnv }} publication
 * @returns {boolean}
 */
export function canProveProvenance({ registry, access, env }) {
  return (
    new URL(registry).hostname === 'registry.npmjs.org' &&
    access === 'public' &&
    env['GITHUB_ACTIONS'] === 'true' &&
    env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined &&
    env['REPOSITORY_VISIBILITY'] === 'public'
  );
}
