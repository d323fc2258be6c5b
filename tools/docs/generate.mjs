// node tools/docs/generate.mjs [--check]
//
// Writes docs/events.md, docs/services.md, docs/configuration.md and the generated parts of each service's README from contracts and code.
// --check compares instead of writing.
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { openWorkspace } from '../workspace-plugin/conformance/workspace.mjs';
import { eventsPage, servicesPage } from './pages.mjs';
import { readConfig } from './read-config.mjs';
import { readmeSections, withSections } from './readme-sections.mjs';
import { serviceFacts } from './service-facts.mjs';

const check = process.argv.includes('--check');
const workspace = await openWorkspace();
const services = serviceFacts(workspace);

/** @type {Map<string, string>} */
const pages = new Map([
  ['docs/events.md', eventsPage(services)],
  ['docs/services.md', servicesPage(services)],
  ['docs/configuration.md', configurationPage()],
]);
for (const service of services) {
  const path = `apps/${service.name}/README.md`;
  pages.set(path, withSections(workspace.read(path), readmeSections(service)));
}

let stale = 0;
for (const [path, text] of pages) {
  const file = join(workspace.root, path);
  const formatted = await format(text, { ...(await resolveConfig(file)), parser: 'markdown' });
  if (existsSync(file) && readFileSync(file, 'utf8') === formatted) continue;
  stale += 1;
  if (check) console.error(`${path} is not what contracts and code say`);
  else writeFileSync(file, formatted);
}
console.log(check ? `${pages.size - stale} of ${pages.size} pages are up to date` : `${stale} pages written`);
if (check && stale > 0) {
  console.error('run: npm run docs');
  process.exitCode = 1;
}

function configurationPage() {
  const rows = readConfig(workspace.read('libs/service-kit/src/base-config.ts')).map(
    ({ name, fallback, about }) => `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${about} |`,
  );
  return [
    '# Configuration',
    '',
    '<!-- Generated from contracts and code by `npm run docs`; not edited by hand. -->',
    '',
    'Every process reads its settings from the environment, once, at its start. A value may lie in a file instead: `BB_REDIS_PASSWORD_FILE=/run/secrets/redis` is read in place of `BB_REDIS_PASSWORD`. A bad value ends the process with',
    "exit code 78 and names the variable and the rule; so does a bad file of a service's `content/`, by file and path. What a service has beside these stands in its README.",
    '',
    '| variable | default | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
