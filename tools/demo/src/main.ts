import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { play } from './play.js';
import { Story } from './story.js';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8000' },
    secrets: { type: 'string', default: '.data/dev-secrets.json' },
  },
});

const story = new Story((text) => process.stdout.write(text));
const start = performance.now();
try {
  await play(story, { baseUrl: values.url, ...adminLogin(values.secrets) });
  console.log(`\nAll steps went as they should, in ${((performance.now() - start) / 1000).toFixed(1)} s.`);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.error(`Is the system running at ${values.url}? (npm start)`);
  process.exitCode = 1;
}

/** The admin of a development stack: from the environment, or from what `npm start` made up. */
function adminLogin(path: string): { adminUser: string; adminPassword: string } {
  const adminUser = process.env['BB_BOOTSTRAP_ADMIN_USER'];
  const adminPassword = process.env['BB_BOOTSTRAP_ADMIN_PASSWORD'];
  if (adminUser !== undefined && adminPassword !== undefined) return { adminUser, adminPassword };
  const secrets = JSON.parse(readFileSync(path, 'utf8')) as { adminUser: string; adminPassword: string };
  return { adminUser: secrets.adminUser, adminPassword: secrets.adminPassword };
}
