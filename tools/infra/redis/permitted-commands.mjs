/** Every command of the server, subcommands in place of what they are below, with arity and categories, a line each: `client|kill -3 @admin,@dangerous`. */
const LIST_COMMANDS = `
local lines = {}
local function add(entry)
  local below = entry[10] or {}
  for _, each in ipairs(below) do add(each) end
  if #below > 0 then return end
  local categories = {}
  for _, each in ipairs(entry[7]) do categories[#categories + 1] = each.ok end
  lines[#lines + 1] = entry[1] .. ' ' .. entry[2] .. ' ' .. table.concat(categories, ',')
end
for _, entry in ipairs(redis.call('COMMAND')) do add(entry) end
return table.concat(lines, '\\n')`;

/** @typedef {{ command: (...words: string[]) => Promise<string> }} Server as libs/test-servers starts it */
/** @typedef {{ name: string, categories: readonly string[] }} PermittedCommand `name` such as `cluster|info` */

/**
 * What a user may run on a real server, by its own word (ACL DRYRUN). A key it may not touch is no matter here.
 * @param {Server} server Redis 7 or later
 * @param {string} user
 * @returns {Promise<readonly PermittedCommand[]>} by name
 */
export async function permittedCommands(server, user) {
  const listed = await server.command('EVAL', LIST_COMMANDS, '0');
  const permitted = [];
  for (const line of listed.split('\n').sort()) {
    const [name = '', arity, categories = ''] = line.split(' ');
    const words = name.split('|');
    const padding = Array.from({ length: Math.max(0, Math.abs(Number(arity)) - words.length) }, () => '1');
    const answer = await server.command('ACL', 'DRYRUN', user, ...words, ...padding);
    if (!/no permissions to run/.test(answer)) permitted.push({ name, categories: categories.split(',') });
  }
  return permitted;
}

/**
 * The two ways in which what is permitted differs from what should be.
 * @param {readonly string[]} permitted
 * @param {readonly string[]} wanted
 * @returns {readonly string[]} findings
 */
export function differences(permitted, wanted) {
  return [
    ...permitted.filter((name) => !wanted.includes(name)).map((name) => `may run ${name}, which nothing needs`),
    ...wanted.filter((name) => !permitted.includes(name)).map((name) => `may not run ${name}`),
  ];
}
