import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../docs/read-config.mjs';
import { findApps } from '../../dev/stack/apps.mjs';
import { serviceEntry } from './service-entry.mjs';

const KIT = 'libs/service-kit/src';

/**
 * The processes of a checkout and what production has to know of them.
 * @param {string} root
 * @returns {Record<string, import('./service-entry.mjs').ServiceEntry>} by name
 */
export function readServices(root) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  const base = settingsOf(read(`${KIT}/base-config.ts`));
  return Object.fromEntries(
    findApps(root).map(({ name }) => {
      const main = read(`apps/${name}/src/main.ts`);
      // A service is run by the kit; the gateway runs itself.
      const runner = main.includes('runService(') ? `${KIT}/run-service.ts` : `apps/${name}/src/run-${name}.ts`;
      const own = settingsOf(read(`apps/${name}/src/config.ts`));
      return [
        name,
        serviceEntry({ about: aboutOf(read(`apps/${name}/README.md`)), program: main + read(runner), base, own }),
      ];
    }),
  );
}

/** @param {string} source a config.ts @returns {readonly import('./service-entry.mjs').Setting[]} */
function settingsOf(source) {
  // An empty default and none read alike, so the empty ones are given a text.
  const marked = new Map(
    readConfig(source.replaceAll("default: ''", "default: 'empty'")).map(({ name, fallback }) => [name, fallback]),
  );
  return readConfig(source).map(({ name, fallback }) => ({ name, fallback, isRequired: marked.get(name) === '' }));
}

/** The first sentence under the heading. @param {string} readme */
function aboutOf(readme) {
  const paragraph = readme
    .split('\n\n')
    .find((part) => part.trim() !== '' && !part.startsWith('#') && !part.startsWith('<!--'));
  return (
    (paragraph ?? '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .split(/(?<=\.) /)[0] ?? ''
  );
}
