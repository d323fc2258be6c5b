export const MAX_WORLDS = 10;

const WORLD_ID = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/**
 * Reads world ids from a comma separated list.
 * @throws RangeError when there is none, there are more than 10, or one is no id
 */
export function parseWorldIds(list: string): ReadonlySet<string> {
  const ids = new Set(list.split(',').map((id) => id.trim()));
  const bad = [...ids].find((id) => !WORLD_ID.test(id));
  if (bad !== undefined) throw new RangeError(`"${bad}" is not the id of a world`);
  if (ids.size > MAX_WORLDS) throw new RangeError(`there are ${ids.size} worlds; ${MAX_WORLDS} is the most`);
  return ids;
}
