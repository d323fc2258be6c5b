import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureServer } from '../../dev/setup/ensure-server.mjs';
import { natsServer } from '../../dev/setup/nats-server.mjs';
import { publishablePackages } from '../publishable-packages.mjs';
import { createConsumer, MODULE_KINDS, readmeExamples } from './consumer-project.mjs';

/** The packages in an empty project, against a real nats-server. @param {import('./stage.mjs').Stage} stage */
export async function verifyConsumer({ list, signal, dir, clone, registry }) {
  const consumer = await createConsumer(join(dir, 'consumer'), { registry, signal });
  const { devDependencies } = JSON.parse(await readFile(join(clone.dir, 'package.json'), 'utf8'));
  const tools = ['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`);

  await list.check('an empty project installs nats-sdk and a contract by plain npm', () =>
    consumer.install([...tools, '@bodybroker/nats-sdk', '@bodybroker/contracts-testing']),
  );
  await list.check('a server and a client compile there, as ES modules and as CommonJS', () => consumer.compile());
  const nats = await list.check('a real nats-server starts', () => startNats(clone.dir, dir));
  try {
    for (const kind of MODULE_KINDS) {
      await list.check(`server and client talk over it (${kind})`, async () => {
        if (nats === undefined) throw new Error('there is no nats-server');
        assert.deepEqual(await consumer.roundTrip(kind, nats.url), {
          text: 'here, too',
          ticks: [0, 1, 2],
          reason: 'NO_SUCH_TEXT',
        });
      });
    }
  } finally {
    await nats?.stop();
  }
  const libs = publishablePackages(clone.dir);
  const examples = await readmeExamples(clone.dir, libs);
  await list.check(`the examples of ${examples.size} READMEs compile against the packages`, async () => {
    await consumer.install(libs.map(({ name }) => name));
    await consumer.addExamples(examples);
    await consumer.compile();
  });
}

/**
 * @param {string} root
 * @param {string} dir
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
async function startNats(root, dir) {
  const { file } = await ensureServer(natsServer, (line) => console.log(`  ${line}`));
  process.env['NATS_SERVER_BIN'] = file;
  const outfile = join(dir, 'test-servers.cjs');
  await build({
    entryPoints: [join(root, 'libs/test-servers/src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(outfile).startNatsServer();
}
