import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '../dev/workspace-root.mjs';
import { editsIn } from './edits.mjs';
import { readWorkspacePackages, withUsers } from './package-users.mjs';
import { runVerification } from './run-verification.mjs';
import { createScratchClone } from './scratch-clone.mjs';

// `npm run affected:verify`: makes commits in a scratch clone and compares what `nx affected -t build,test,docker` would
// run with what is right. Short answers are written down; long ones follow from manifests and imports.

const TARGETS = 'build,test,docker';
/** @param {readonly string[]} names */
const scoped = (...names) => names.map((name) => `@bodybroker/${name}`);

/** They know the contracts of others only at run time, by descriptors. */
const BY_DESCRIPTOR = scoped('gateway', 'orchestration');
/** Contracts that both are built with, and why. */
const SHARED_CONTRACTS = new Map([
  ['contracts-common', 'errors and pages of every contract'],
  ['contracts-options', 'what is derived from a contract'],
  ['contracts-capability-registry', 'service-kit registers every service there'],
  ['contracts-testing', 'the tests of nats-sdk are written against it'],
  ['contracts-orchestration', 'its own'],
]);

await runVerification('affected:verify', async (list, signal) => {
  const clone = await createScratchClone(workspaceRoot, { signal });
  try {
    const packages = readWorkspacePackages(clone.dir);
    const edit = editsIn(clone.dir);
    const withTargets = new Set(await namesWith(clone, TARGETS));
    const usersOf = (/** @type {string[]} */ ...names) => [...withUsers(packages, names)];

    /**
     * @param {string} name
     * @param {() => Promise<unknown>} change
     * @param {readonly string[]} expected those without any of the targets do not count
     */
    const affects = (name, change, expected) =>
      list.check(name, async () => {
        await change();
        await clone.commit(name);
        assertSameNames(
          await affectedBy(clone),
          expected.filter((name) => withTargets.has(name)),
        );
      });

    await list.check('every app has an image, and so has the tool that makes the streams', async () => {
      const apps = packages.filter(({ dir }) => dir.startsWith('apps/')).map(({ name }) => name);
      assertSameNames(await namesWith(clone, 'docker'), [...apps, ...scoped('streams')]);
    });
    await affects('README.md affects nothing', () => edit.append('README.md', '\nMore.\n'), []);
    await affects(
      'a new file in docs/ or deploy/ affects nothing',
      async () => {
        await edit.create('docs/one-more-page.md', '# One more page\n');
        await edit.create('deploy/terraform/modules/one-more/main.tf', 'locals {}\n');
      },
      [],
    );
    await affects('a script of the workspace affects nothing', () => edit.addScript('one-more'), []);
    // e2e has none of these targets: it runs the whole stack, whatever has changed.
    await affects(
      'one service affects itself',
      () => edit.append('apps/auth/src/config.ts', '\n// More.\n'),
      scoped('auth'),
    );
    await affects(
      'a workflow that a service ships affects the service, not orchestration, which runs it',
      () => edit.append('apps/body-broker-integration/content/workflows/contract_breach.json', '\n'),
      scoped('body-broker-integration'),
    );
    await affects(
      "one domain's proto affects its contract, its service and the services that call it",
      async () => {
        await edit.addField('proto/bodybroker/knowledge_base/v1/knowledge_base.proto', 'GetCollectionRequest');
        await clone.run('node', ['tools/codegen/generate.mjs']);
      },
      scoped('contracts-knowledge-base', 'knowledge-base', 'npc-behavior', 'story-teller'),
    );
    await affects(
      'a proto that is not generated from yet affects the same',
      () => edit.addField('proto/bodybroker/knowledge_base/v1/knowledge_base.proto', 'SearchRequest'),
      scoped('contracts-knowledge-base', 'knowledge-base', 'npc-behavior', 'story-teller'),
    );
    await list.check('no contract of another domain reaches the gateway or orchestration', async () => {
      const graph = await readGraph(clone);
      const reaching = packages
        .filter(({ dir }) => dir.startsWith('libs/contracts/'))
        .map(({ name }) => name)
        .filter((name) => BY_DESCRIPTOR.some((by) => withUsers(graph, [name]).has(by)));
      assertSameNames(reaching, scoped(...SHARED_CONTRACTS.keys()));
    });
    await affects(
      'a contract that other contracts embed affects them and their users',
      () => edit.append('libs/contracts/weather-manager/src/index.ts', '\n// More.\n'),
      usersOf(...scoped('contracts-weather-manager')),
    );
    await affects(
      'nats-sdk affects all that use it',
      () => edit.append('libs/nats-sdk/src/index.ts', '\n// More.\n'),
      usersOf(...scoped('nats-sdk')),
    );
    await affects(
      'a dependency bumped in the lock file affects its users',
      () => edit.bumpInLockFile('minisearch'),
      scoped('knowledge-base', 'npc-behavior'),
    );
    await affects(
      'a dependency of a dependency bumped in the lock file affects the users of both',
      () => edit.bumpInLockFile('cluster-key-slot'),
      usersOf('ioredis'),
    );
    await affects(
      'a new version of the test runner affects what is tested',
      () => edit.bumpTool('jest'),
      usersOf(...(await namesWith(clone, 'test'))),
    );
    await affects(
      'the contracts of the last release affect nothing',
      () => edit.append('tools/codegen/released/contracts.binpb', '\0'),
      [],
    );
  } finally {
    await clone.remove();
  }
});

/**
 * @param {readonly string[]} actual
 * @param {readonly string[]} expected
 */
function assertSameNames(actual, expected) {
  const tooMany = actual.filter((name) => !expected.includes(name));
  const missing = expected.filter((name) => !actual.includes(name));
  const lines = [];
  if (tooMany.length > 0) lines.push(`too many (${tooMany.length}): ${tooMany.join(' ')}`);
  if (missing.length > 0) lines.push(`missing (${missing.length}): ${missing.join(' ')}`);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

/** @param {import('./scratch-clone.mjs').ScratchClone} clone nx's own graph, in the shape of what is read from manifests */
async function readGraph(clone) {
  const file = join(clone.dir, '.nx', 'graph.json');
  await clone.run('nx', ['graph', `--file=${file}`]);
  const { graph } = JSON.parse(await readFile(file, 'utf8'));
  return Object.entries(graph.dependencies).map(([name, edges]) => ({
    name,
    dir: graph.nodes[name].data.root,
    uses: new Set(/** @type {{ target: string }[]} */ (edges).map(({ target }) => target)),
  }));
}

/** @param {import('./scratch-clone.mjs').ScratchClone} clone what the last commit affects */
function affectedBy(clone) {
  return show(clone, ['--affected', '--base=HEAD~1', '--head=HEAD', '--withTarget', TARGETS]);
}

/** @param {import('./scratch-clone.mjs').ScratchClone} clone @param {string} target */
function namesWith(clone, target) {
  return show(clone, ['--withTarget', target]);
}

/** @param {import('./scratch-clone.mjs').ScratchClone} clone @param {readonly string[]} args */
async function show(clone, args) {
  const text = await clone.run('nx', ['show', 'projects', '--json', ...args]);
  return /** @type {string[]} */ (JSON.parse(text)).sort();
}
