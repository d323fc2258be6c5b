const PREFIX = 'dep_';
const SEPARATOR = '~';

/** Names a deployment by its place and the version of that place's record that brought it, which is never used twice. */
export function deploymentIdOf(
  place: { readonly environment: string; readonly name: string },
  version: bigint,
): string {
  return `${PREFIX}${[place.environment, place.name, version].join(SEPARATOR)}`;
}

/** Where a deployment is kept; undefined when the id is none. */
export function placeOfDeployment(id: string): { readonly environment: string; readonly name: string } | undefined {
  if (!id.startsWith(PREFIX)) return undefined;
  const [environment, name, version, ...rest] = id.slice(PREFIX.length).split(SEPARATOR);
  if (environment === undefined || name === undefined || version === undefined || rest.length > 0) return undefined;
  return ID.test(environment) && ID.test(name) ? { environment, name } : undefined;
}

const ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;
