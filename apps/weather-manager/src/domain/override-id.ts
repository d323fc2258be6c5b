const PREFIX = 'wov_';

/** Names an override by its region and the version of the region's sky that brought it, which is never used twice. */
export function overrideIdOf(regionId: string, skyVersion: bigint): string {
  return `${PREFIX}${regionId}_${skyVersion}`;
}

/** The region of an override; undefined when the id is none. */
export function regionOfOverride(id: string): string | undefined {
  const end = id.lastIndexOf('_');
  return id.startsWith(PREFIX) && end > PREFIX.length ? id.slice(PREFIX.length, end) : undefined;
}
