import { createHash } from 'node:crypto';

/** A Lua script that is run by its hash. */
export interface Script {
  readonly lua: string;
  readonly sha1: string;
}

/**
 * `#!lua` makes Redis 7 refuse the whole script up front when it lacks memory or is a replica. Without it the script would
 * run to its first refused command, half done.
 */
export function defineScript(body: string): Script {
  const lua = `#!lua\n${body.trim()}\n`;
  return { lua, sha1: createHash('sha1').update(lua).digest('hex') };
}
